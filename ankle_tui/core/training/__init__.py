"""Training: from the sessions done to the next suggestion."""
