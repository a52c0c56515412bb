"""Calls reach the service; what is held lasts until it is released; what is not there is said to be so."""

import pytest

from mediadl.ui.desktop_bus import Method, Unavailable, call, hold
from tests.helpers.desktop_services import desktop_services

NAME = "org.freedesktop.ScreenSaver"
INHIBIT = Method(NAME, "/org/freedesktop/ScreenSaver", NAME, "Inhibit", "ss")


def test_a_call_reaches_the_service_and_leaves(monkeypatch):
    with desktop_services(monkeypatch, NAME) as services:
        call(INHIBIT, ("MediaDL", "why"))
        assert services.wait_for(2) == [["Inhibit", "MediaDL", "why"], ["gone"]]


def test_what_is_held_lasts_until_it_is_released(monkeypatch):
    with desktop_services(monkeypatch, NAME) as services:
        held = hold(INHIBIT, ("MediaDL", "why"))
        assert services.wait_for(1) == [["Inhibit", "MediaDL", "why"]]
        held.release()
        assert services.wait_for(2)[1] == ["gone"]


def test_a_service_that_is_not_there_is_unavailable(monkeypatch):
    with desktop_services(monkeypatch, NAME), pytest.raises(Unavailable, match=r"org\.example"):
        call(Method("org.example.None", "/x", "org.example.None", "Do", "s"), ("x",))


def test_no_bus_is_unavailable(monkeypatch, tmp_path):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with pytest.raises(Unavailable, match="no session bus"):
        call(INHIBIT, ("MediaDL", "why"))
    for address in (f"unix:path={tmp_path}/none", "nonsense", "tcp:host=x"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with pytest.raises(Unavailable):
            call(INHIBIT, ("MediaDL", "why"))
