"""Places of the screen as lines: settings, amendments, ladders, progress and the information pages."""
