"""Real things that the tests need around the application; nothing here replaces its code."""
