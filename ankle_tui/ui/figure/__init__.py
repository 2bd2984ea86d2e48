"""The drawn figure that shows an exercise."""
