"""Block and self-tests: the list, the rules, a test while it is led, its trials and its result."""
