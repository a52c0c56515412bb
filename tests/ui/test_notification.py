"""The desktop shows a notification, or the caller is told that it cannot."""

from mediadl.ui.notification import show_notification
from tests.helpers.desktop_services import desktop_services


async def test_the_desktop_is_asked_with_markup_made_harmless(monkeypatch):
    with desktop_services(monkeypatch, "org.freedesktop.Notifications") as services:
        assert await show_notification("Done", "<b>3 & 4</b>")
        assert services.wait_for(1)[0] == [
            "Notify",
            "MediaDL",
            0,
            "mediadl",
            "Done",
            "&lt;b>3 &amp; 4&lt;/b>",
        ]


async def test_where_there_is_none_the_caller_is_told(monkeypatch):
    with desktop_services(monkeypatch):
        assert not await show_notification("Done", "3 files")
