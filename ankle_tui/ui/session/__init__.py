"""The session screen and its dialogs."""
