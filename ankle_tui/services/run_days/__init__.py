"""Run days by themselves: activity files read into marks of days, by a command or behind the screen."""
