"""Weeks: streaks, the calendar, and advice for today."""
