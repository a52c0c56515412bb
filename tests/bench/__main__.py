"""Runs every measurement and prints one table."""

import sys

from tests.bench.stalls import stalls_table


def main() -> int:
    print(stalls_table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
