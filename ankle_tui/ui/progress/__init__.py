"""Progress of each exercise."""
