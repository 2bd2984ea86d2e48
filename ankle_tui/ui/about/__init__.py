"""The About screen: why and how to train."""
