"""The screens: each is thin, draws what it is given and says what the runner wants."""
