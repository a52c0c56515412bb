"""Finished files handed to the desktop: opened, or shown in their folder; what goes wrong is a notice."""

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from mediadl.ui.operations import Notice

_FILE_MANAGER = "org.freedesktop.FileManager1"


def open_file(file: Path) -> Notice | None:
    """Open the file in the application that the desktop has for it; None when that was started."""
    if not file.exists():
        return _missing(file)
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
        return None
    return Notice("error", f"No application was found that opens “{file.name}”. It is in “{file.parent}”.")


def show_in_folder(file: Path) -> Notice | None:
    """Show the file, selected where the platform can do that; None when that was started."""
    if not file.parent.exists():
        return _missing(file)
    if file.exists() and _reveal(file):
        return None
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent))):
        return Notice("error", f"No file manager was found. The folder is “{file.parent}”.")
    return None if file.exists() else _missing(file)


def open_folder(folder: Path) -> Notice | None:
    """Show what is in a folder, or in the nearest one above it that exists; None when that was started."""
    nearest = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(nearest))):
        return None
    return Notice("error", f"No file manager was found. The folder is “{folder}”.")


def _missing(file: Path) -> Notice:
    return Notice("error", f"“{file.name}” is no longer in “{file.parent}”: it was moved or deleted.")


def _reveal(file: Path) -> bool:
    if sys.platform == "win32":
        return _started("explorer.exe", "/select,", str(file))
    if sys.platform == "darwin":
        return _started("/usr/bin/open", "-R", str(file))
    return _reveal_over_dbus(file)


def _started(program: str, *arguments: str) -> bool:
    return bool(QProcess.startDetached(program, list(arguments)))


def _reveal_over_dbus(file: Path) -> bool:
    """Ask the file manager as freedesktop.org's file-manager interface says; False when there is none."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    bus = QDBusConnection.sessionBus()
    registry = bus.interface() if bus.isConnected() else None
    if registry is None or not registry.isServiceRegistered(_FILE_MANAGER).value():
        return False
    path = "/org/freedesktop/FileManager1"
    call = QDBusMessage.createMethodCall(_FILE_MANAGER, path, _FILE_MANAGER, "ShowItems")
    call.setArguments([[QUrl.fromLocalFile(str(file)).toString()], ""])
    return bool(bus.send(call))
