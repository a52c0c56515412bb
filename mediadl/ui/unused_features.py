"""What of PySide6 is left out because nothing here uses it; no widgets."""

import importlib
from typing import Any


def leave_out() -> None:
    """Keep PySide6 from reading the source of every module that is imported, in search of its own name.

    So it decides whether a module may switch on `snake_case` and `true_property`. What it has read is kept
    for good: 4 to 12 MB, and a tenth of a second at the start.
    """
    # WORKAROUND https://doc.qt.io/qtforpython-6/developer/feature-motivation.html: there is no switch for it.
    importlib.import_module("PySide6.QtCore")
    features: Any = importlib.import_module("shibokensupport.feature")
    if hasattr(features, "_mod_uses_pyside"):
        features._mod_uses_pyside = lambda _module: False  # noqa: SLF001 - no public way
