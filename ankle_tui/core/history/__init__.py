"""What was done: records of sessions, marks of days, and how histories are merged and amended."""
