"""Figures rather than verdicts: `python3 dev.py bench` prints them, each beside what it is compared with."""
