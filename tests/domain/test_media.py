"""What was found is frozen, and says None for what a site does not say."""

import pytest
from pydantic import ValidationError

from mediadl.domain.media import Entry, Format, FormatKind, Media


def test_what_a_site_does_not_say_is_none():
    found = Format(id="1", kind=FormatKind.COMBINED, ext="mp4")
    assert (found.height, found.size_bytes, found.language, found.is_original_language) == (None,) * 4


def test_it_cannot_be_changed():
    media = Media(id="1", extractor="x", url="u", title="t")
    with pytest.raises(ValidationError):
        media.title = "other"


def test_an_entry_needs_its_number_its_link_and_its_title():
    with pytest.raises(ValidationError) as raised:
        Entry.model_validate({})
    assert {error["loc"][0] for error in raised.value.errors()} == {"index", "url", "title"}
