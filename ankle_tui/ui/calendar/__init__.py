"""The calendar and the marks of days."""
