"""Secrets at rest: sealed files, the key to them in the system's keyring, or memory while there is none."""
