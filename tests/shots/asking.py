"""What asks the user over the window: a web page's link, a code for one attempt, links over the window."""

import asyncio
from typing import TYPE_CHECKING

from mediadl.domain.page_links import PageLink
from mediadl.ui.dialogs.page_link import PageLinkDialog
from mediadl.ui.dialogs.typed_secret import TypedSecretDialog
from mediadl.ui.rail import Place
from tests.shots.dialogs import close_dialogs, take_dialogs
from tests.shots.looks import LOOKS, Look

if TYPE_CHECKING:
    from tests.shots.__main__ import Photographer

_LONG = "https://www.example.org/watch?v=dQw4w9&list=" + "a1b2c3d4e5" * 20
_HINT = "It is used for this attempt and not kept. Add an account to have it kept, sealed."


async def asking_views(photographer: "Photographer") -> None:
    """Each with little and with much in it."""
    window = photographer.window
    for look in LOOKS:
        await photographer.wear(look)
        window.show_place(Place.QUEUE)
        await _take_page_link(photographer, "page-link", look, PageLink("https://www.example.org/watch?v=1"))
        more = (PageLink(_LONG, "1080p"), PageLink("http://192.168.1.4/film.mp4"), PageLink(_LONG))
        await _take_page_link(photographer, "page-link-long", look, *more)
        await _take_page_link(photographer, "page-link-near", look, *more[1:])
        dialog = TypedSecretDialog("Password of the video", _HINT, window._theme, window)
        dialog.open()
        dialog.field.edit.setText("visibly fake")
        await take_dialogs(photographer, "typed-secret", look)
        close_dialogs(window)
        for name, said in (("drop", "Drop to download"), ("drop-file", "Drop to add what is in it")):
            window._drop._show_overlay((said, "download"))
            await photographer.take(name, look)
        window._drop._show_overlay(None)


async def _take_page_link(photographer: "Photographer", name: str, look: Look, *links: PageLink) -> None:
    window = photographer.window
    dialog = PageLinkDialog(window._theme, window)
    dialog.open()
    for link in links:
        dialog.ask(link, f"It is downloaded with the preset “{link.preset}”." if link.preset else "")
    await asyncio.sleep(0.8)
    await take_dialogs(photographer, name, look)
    close_dialogs(window)
