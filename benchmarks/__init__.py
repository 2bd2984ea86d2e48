"""The figures of performance, each beside its floor."""
