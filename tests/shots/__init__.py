"""Pictures of every view, for people to look at: `python3 dev.py shots [FOLDER]`."""
