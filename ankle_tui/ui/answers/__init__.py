"""The questions after a session: effort, pain and touches, as bars to move in."""
