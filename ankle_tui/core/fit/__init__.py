"""Sessions as FIT activity files, for the places where a runner keeps everything else."""
