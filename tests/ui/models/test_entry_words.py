"""Words of entries."""

import pytest

from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import preset
from mediadl.ui.models.entry_words import facts_of, options_words
from tests.helpers.choices import an_entry


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (None, ""),
        (preset("audio-mp3").options.model_copy(update={"folder": "/x"}), "Audio MP3"),
        (DownloadOptions(quality="360p", write_description=True), "Options of its own"),
    ],
)
def test_options_of_an_entry_in_a_word(options, words):
    assert options_words(options) == words


def test_facts_stand_in_one_line_as_far_as_they_are_known():
    known = an_entry(1, upload_date="20260131", uploader="Nord", view_count=1200)
    assert facts_of(known) == "1:00 · 2026-01-31 · Nord · 1,200 views"
    assert facts_of(an_entry(1, duration_s=None)) == ""
