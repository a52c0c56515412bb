"""The options, presets and rules: their cards and their dialogs."""

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog

from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import Preset
from mediadl.domain.rules import Rule
from mediadl.ui.rail import Place
from tests.shots.looks import LOOKS, Look

if TYPE_CHECKING:
    from tests.shots.__main__ import Photographer

_TRAIN = Preset(
    name="for-the-train",
    title="For the train",
    options=DownloadOptions(
        quality="480p",
        video_format="mp4",
        download_subtitles=True,
        subtitle_languages=("en", "de"),
        embed_subtitles=True,
        sponsorblock_remove=("sponsor",),
    ),
)
_RULES = (
    Rule(name="Music", site="bandcamp.com", preset="audio-original", folder="/home/me/Music"),
    Rule(title="lecture", min_duration_s=3000, preset=_TRAIN.name, priority=-1, enabled=False),
)


async def options_dialogs(photographer: "Photographer") -> None:
    """Presets and rules in the settings, the editors, and the options for the next links."""
    window, engine = photographer.window, photographer.engine
    view = window.settings_view
    await engine.change_settings(own_presets=(_TRAIN,), rules=_RULES)
    view.rules.trial.link.setText("https://artist.bandcamp.com/track/one")
    for look in LOOKS:
        await photographer.wear(look)
        window.show_place(Place.SETTINGS)
        for name, card in (("presets", view.presets), ("rules", view.rules)):
            view.rules.trial.button.click()
            view.show_card(card)
            await photographer.take(f"{name}-card", look)
        view.presets.list.select(0)
        await _take_dialog(photographer, "preset-editor", look, view.presets.edit)
        await _take_dialog(photographer, "rule-editor", look, view.rules.edit)
        await _take_dialog(photographer, "options", look, window.link_bar.options_button)
    await engine.change_settings(own_presets=(), rules=())


async def _take_dialog(photographer: "Photographer", name: str, look: Look, button: QAbstractButton) -> None:
    button.click()
    await asyncio.sleep(0.3)
    (dialog,) = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()
    ]
    dialog.resize(dialog.size().boundedTo(photographer.window.size()))
    await photographer.take(name, look, dialog)
    dialog.close()
    await asyncio.sleep(0.1)
