"""The block of eight weeks on the screens: how it stands, and the review at its end."""
