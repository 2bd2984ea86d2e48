"""Records of sessions, marks of days, and how histories are merged and edited."""
