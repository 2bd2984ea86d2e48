"""The block on the screens: how it stands, and its review."""
