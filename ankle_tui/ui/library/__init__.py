"""The Exercises screen: exercises and their ladders."""
