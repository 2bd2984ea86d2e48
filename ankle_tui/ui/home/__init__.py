"""Home: today's session and the week."""
