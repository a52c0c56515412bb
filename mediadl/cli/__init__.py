"""The terminal commands: a face on the same engine as the window's, without Qt."""
