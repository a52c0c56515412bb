"""How every command reads its line: bad usage is one sentence on stderr, and exit code 2."""

import argparse
from typing import NoReturn

from mediadl.cli.text import visible


class Parser(argparse.ArgumentParser):
    """A parser whose error is a sentence and where to read more."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end the program."""
        self.exit(2, f"{self.prog}: {visible(message)}\nTry “{self.prog} --help”.\n")
