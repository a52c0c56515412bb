"""The fields of the form."""

from typing import get_args

from mediadl.domain.options import DownloadOptions, Wish
from mediadl.ui.options_form.fields import BRINGS, SECTIONS, Chips, Choice, Text, words_for

FIELDS = [field for section in SECTIONS for field in section.fields]


def test_every_option_has_one_field() -> None:
    names = [field.name for field in FIELDS]
    assert sorted(names) == sorted(DownloadOptions.model_fields.keys() - {"require"})
    assert {field.wish for field in FIELDS} - {None} == set(get_args(Wish))
    assert set(BRINGS) | set(BRINGS.values()) <= set(names)


def test_every_choice_and_chip_is_a_value_of_its_option() -> None:
    for field in FIELDS:
        if isinstance(field, Choice):
            assert all(DownloadOptions(**{field.name: value}) for value, _word in field.choices)
        if isinstance(field, Chips):
            assert DownloadOptions(**{field.name: tuple(name for name, _word in field.chips)})


def test_every_sample_can_be_read() -> None:
    typed = [field for field in FIELDS if isinstance(field, Text) and field.sample]
    assert DownloadOptions(**{field.name: field.read(field.sample) for field in typed})


def test_a_value_has_words() -> None:
    words = {field.name: words_for(field, getattr(DownloadOptions(), field.name)) for field in FIELDS}
    assert (words["quality"], words["video_codec"], words["embed_metadata"]) == ("Best", "Any", "Yes")
    assert (words["proxy"], words["clips"], words["sponsorblock_mark"]) == ("", "", "")
