"""Keys: names, keymap, and the order in which they are handled."""
