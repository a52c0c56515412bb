"""Kills, faults and full disks against the real program, and what must hold after each."""
