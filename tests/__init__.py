"""The tests: a mirror of mediadl/, with helpers/, e2e/, shots/ and quality/ beside it."""
