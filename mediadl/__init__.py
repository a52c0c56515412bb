"""MediaDL: paste a link, get the file. Only the version lives here."""

__version__ = "0.1.0"
