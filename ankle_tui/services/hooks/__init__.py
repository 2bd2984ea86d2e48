"""Programs of the runner's own, told when a session starts and when it is saved."""
