"""Templates in both notations are read alike; what would not work is said before anything starts."""

import pytest

from mediadl.domain.errors import InvalidTemplate
from mediadl.domain.template_fields import SAMPLE
from mediadl.domain.templates import parse


def _filled(text: str) -> str:
    return "/".join("".join(piece.filled(SAMPLE) for piece in part) for part in parse(text).parts)


@pytest.mark.parametrize(
    ("ours", "theirs", "path"),
    [
        ("{title}", "%(title)s", "Harbour at dawn"),
        ("{title}.{ext}", "%(title)s.%(ext)s", "Harbour at dawn"),
        ("{uploader|Unknown}/{title:.7B}", "%(uploader|Unknown)s/%(title).7B", "Lab Films/Harbour"),
        ("{upload_date>%Y}/{playlist_index:03d}", "%(upload_date>%Y)s/%(playlist_index)03d", "2026/007"),
        ("{series&{} - |}{title:.7}", "%(series&{} - |)s%(title).7s", "Harbours - Harbour"),
        ("100%% {{{id}}} 5%", "100%% {{%(id)s}} 5%", "100% {h4rb0ur} 5%"),
        ("{playlist_index:4}", "%(playlist_index)4d", "   7"),
        ("{safe_title}", "%(safe_title)s", "Harbour_at_dawn"),
        ("a\\{id}", "a/%(id)s", "a/h4rb0ur"),
    ],
)
def test_both_notations_say_the_same(ours: str, theirs: str, path: str):
    assert _filled(ours) == _filled(theirs) == path


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("", "The template is empty"),
        (" .{ext}", "The template is empty"),
        ("{titel}", "Did you mean “title”?"),
        ("%(titel)s", "Did you mean “title”?"),
        ("{upload_date", "has no “}”"),
        ("{title}}", "has no “{”"),
        ("%(title", "has no closing bracket"),
        ("%(title)", "ends without its letter"),
        ("../{title}", "“..” as a folder would leave the download folder"),
        ("{title}/../../x", "“..” as a folder would leave"),
        ("a/ . /{title}", "“.” as a folder would leave"),
        ("..\\{title}", "“..” as a folder would leave"),
        ("/srv/{title}", "cannot start with"),
        ("C:\\{title}", "cannot start with"),
        ("~/{title}", "cannot start with"),
        ("{title}/", "would have no name"),
        ("x" * 501, "more than 500 characters"),
    ],
)
def test_what_would_not_work_is_said(template: str, words: str):
    with pytest.raises(InvalidTemplate) as raised:
        parse(template)
    assert words in str(raised.value)


def test_a_template_knows_its_fields():
    assert parse("{uploader,channel}/{title}").names == {"uploader", "channel", "title"}
