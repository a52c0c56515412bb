"""What lasts: queue, history and settings in SQLite. Nothing here decides anything."""
