"""Tells the screens that something was saved, or could not be."""

from textual.message import Message


class Stored(Message, bubble=False):
    """What the keeper says of a session may have changed; sent to the app from the keeper's thread, and on to every screen."""
