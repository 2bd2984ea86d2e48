"""Training: from what was done to what comes next."""
