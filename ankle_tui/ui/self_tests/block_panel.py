"""The block above the self-tests."""

from textual.widgets import Static


class BlockPanel(Static):
    """How the block stands; empty and without room while there is nothing to say."""

    DEFAULT_CSS = """
    BlockPanel { height: auto; display: none; }
    """
