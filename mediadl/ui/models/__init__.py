"""Qt models: what the engine knows, as rows and columns; nothing is painted here."""
