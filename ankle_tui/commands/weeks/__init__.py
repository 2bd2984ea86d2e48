"""Commands about days, weeks and the block they belong to."""
