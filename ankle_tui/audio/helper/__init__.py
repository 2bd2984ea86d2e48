"""The helper process: mixes sounds and plays them on time."""
