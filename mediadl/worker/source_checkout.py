"""Whether this program runs from its source, where switches for tests are heeded."""

import sys
from pathlib import Path

import mediadl


def is_source_checkout() -> bool:
    """Whether this is neither a packaged program nor an installed wheel, which has its resources inside."""
    package = Path(mediadl.__file__).parent
    has_project = (package.parent / "pyproject.toml").is_file() and not (package / "resources").exists()
    return has_project and not getattr(sys, "frozen", False)
