"""What is said when a format that was picked is gone."""

import pytest

from mediadl.domain.options import DownloadOptions
from mediadl.domain.substitutes import OTHER_FORMAT, substitute_words
from tests.helpers.choices import a_media


@pytest.mark.parametrize(
    ("selector", "chosen", "words"),
    [
        (None, ("v480-avc",), ""),
        ("bv*+ba/b", ("v480-avc", "dub"), ""),
        ("v480-avc+dub/bv*+ba", ("v480-avc", "dub"), ""),
        ("v480-avc+gone/bv*[height<=480]+ba/b", ("v480-avc", "dub"), OTHER_FORMAT),
        ("gone/bv*+ba", ("v480-avc", "dub"), OTHER_FORMAT),
        ("gone/c360/b", ("c360",), ""),
        ("gone/bv*+ba", (), ""),
    ],
)
def test_another_format_than_the_one_picked_is_said(selector, chosen, words):
    media = a_media(chosen_ids=chosen)
    assert substitute_words(media, DownloadOptions(custom_format=selector)) == words
