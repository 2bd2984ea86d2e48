"""The history file, its backups and its copies."""
