"""yt-dlp's arguments are read as its own parser reads them."""

import pytest

from mediadl.domain.errors import UserError
from mediadl.domain.ytdlp_arguments import NAMES, REASONS, Fate, walk


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (["--proxy", "p"], [("--proxy", ("p",))]),
        (["--proxy=p"], [("--proxy", ("p",))]),
        (["-f", "best"], [("--format", ("best",))]),
        (["-fbest"], [("--format", ("best",))]),
        (["-xk"], [("--extract-audio", ()), ("--keep-video", ())]),
        (["--replace-in-metadata", "a", "b", "c"], [("--replace-in-metadata", ("a", "b", "c"))]),
        (["--exec-b=id"], [("--exec-before-download", ("id",))]),
        (["--add-metadata"], [("--embed-metadata", ())]),
    ],
)
def test_every_way_of_writing_is_understood(words, read):
    assert [(one.option.name, one.values) for one in walk(words) if one.option] == read


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--no-such"], "no option “--no-such”"),
        (["--embed-"], "could be"),
        (["--proxy"], "lacks its value"),
        (["--simulate=1"], "takes no value"),
        (["-Z"], "no option “-Z”"),
    ],
)
def test_what_cannot_be_read_is_named(words, said):
    with pytest.raises(UserError, match=said):
        list(walk(words))


def test_a_word_that_is_no_option_is_told_with_its_place():
    (first, second) = walk(["--newline", "https://example.com"])
    assert (second.option, second.written, second.position) == (None, "https://example.com", 1)
    assert first.option is NAMES["--newline"]


def test_all_fates_but_one_have_a_reason():
    assert set(Fate) - set(REASONS) == {Fate.PASSED}
