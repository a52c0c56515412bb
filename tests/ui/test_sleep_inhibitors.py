"""The system is asked to stay awake by the first service that is there, until it is released."""

import sys

import pytest

from mediadl.ui import sleep_inhibitors
from mediadl.ui.sleep_inhibitors import GNOME, LOGIND, POWER_MANAGEMENT, SCREEN_SAVER, stay_awake
from tests.helpers.desktop_services import desktop_services
from tests.helpers.guards import children

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")


@pytest.mark.parametrize(
    ("services", "asked"),
    [
        ([SCREEN_SAVER], ["Inhibit", "MediaDL", "Downloads are running"]),
        ([POWER_MANAGEMENT, SCREEN_SAVER], ["Inhibit", "MediaDL", "Downloads are running"]),
        ([GNOME, SCREEN_SAVER], ["Inhibit", "MediaDL", 0, "Downloads are running", 4]),
        ([LOGIND], ["Inhibit", "idle", "MediaDL", "Downloads are running", "block"]),
    ],
)
async def test_the_first_that_is_there_is_asked_and_released(monkeypatch, services, asked):
    with desktop_services(monkeypatch, *(each.service for each in services)) as played:
        release = await stay_awake()
        assert played.wait_for(1) == [asked]
        release()
        assert played.wait_for(2)[1] == ["gone"]


async def test_nobody_to_ask_is_no_error(monkeypatch):
    with desktop_services(monkeypatch):
        assert await stay_awake() is None


def test_a_program_that_keeps_awake_runs_until_released():
    command = (sys.executable, "-c", "import time; time.sleep(60)")
    release = sleep_inhibitors._while_it_runs(command)
    (child,) = [each for each in children() if "time.sleep(60)" in " ".join(each.cmdline())]
    release()
    assert not child.is_running()
    assert sleep_inhibitors._while_it_runs(("/no/such/program",)) is None
