"""The cards of the settings page, one a module; each shows what holds and saves a change at once."""
