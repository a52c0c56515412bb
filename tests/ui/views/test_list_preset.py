"""The preset for all entries of a list, and what it comes to."""

from PySide6.QtWidgets import QWidget

from mediadl.domain.options import DownloadOptions
from mediadl.ui.views.list_preset import ListPreset
from tests.helpers.choices import a_stage


async def test_what_was_asked_for_is_offered_and_a_picked_preset_counts(qt_app, tmp_path):
    async with a_stage(tmp_path) as stage:
        parent = QWidget()
        box = ListPreset(stage.engine, parent)
        plain = await stage.add_list()
        own = await stage.add_list(options=DownloadOptions(quality="480p", write_info_json=True))
        box.show_for(own)
        assert (box.currentText(), box.picked_for(own)) == ("As asked for", None)
        assert box.options_for(own) == own.options
        box.show_for(plain)
        assert box.findData(None) == -1
        box.setCurrentIndex(box.findData("audio-mp3"))
        assert box.picked_for(plain) == "audio-mp3"
        assert box.options_for(plain).audio_format == "mp3"
