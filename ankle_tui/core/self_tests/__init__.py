"""Self-tests: their rules, published values, what two results say, and when one is due."""
