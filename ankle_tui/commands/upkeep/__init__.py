"""Commands that look after the history file: backups, export and merge."""
