"""What lives on disk: folders, the history file, settings and the catalogue."""
