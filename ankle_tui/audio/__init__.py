"""Sound behind one port: a helper process that owns the audio library, the terminal bell, or silence."""
