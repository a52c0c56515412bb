"""Runs every measurement and prints its table."""

import sys

from tests.bench.lists import lists_table
from tests.bench.stalls import stalls_table


def main() -> int:
    print(stalls_table())  # first: it makes the application that the other one needs
    print()
    print(lists_table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
