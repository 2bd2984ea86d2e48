"""Tells the screens that something was saved, or could not be."""

from textual.message import Message


class HistoryChanged(Message, bubble=False):
    """What the save queue says of a session may have changed; sent to the app from the save queue's thread, and on to every screen."""
