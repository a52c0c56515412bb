"""Checks of the repository itself: style, types, layers, mirror, sizes, documents, changelog."""
