"""The field of the session screen: one drawn surface."""
