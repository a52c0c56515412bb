"""Each kind has one sentence that names what, why and what to do."""

import re

import pytest

from mediadl.domain.failure_table import TABLE
from mediadl.domain.failures import FailureKind, Remedy, failure, remedies


@pytest.mark.parametrize("kind", list(FailureKind))
def test_every_sentence_is_whole_whatever_is_known(kind: FailureKind):
    full = failure(kind, host="example.com", folder="/home/me", subject="HTTP 503").message
    bare = failure(kind).message
    for message in (full, bare):
        assert not re.search(r"[{}]|\bNone\b|  ", message)
        assert message.endswith((".", "!"))
    assert bare[0].isupper() or bare.startswith(("ffmpeg", "“"))
    assert len(full) < 200


def test_a_hosts_name_keeps_its_small_letters():
    assert failure(FailureKind.FORBIDDEN, host="example.com").message.startswith("example.com refuses")
    assert failure(FailureKind.FORBIDDEN).message.startswith("The site refuses")


def test_the_folder_is_named():
    assert "“/home/me”" in failure(FailureKind.NO_SPACE, folder="/home/me").message


def test_braces_in_names_are_harmless():
    message = failure(FailureKind.FOLDER_UNUSABLE, folder="/home/{host}/{0}").message
    assert "“/home/{host}/{0}”" in message


def test_no_sentence_speaks_of_what_the_user_cannot_know():
    words = " ".join(row.sentence for row in TABLE.values()).lower()
    for word in ("yt-dlp", "traceback", "exception", "extractor", "errno", "please"):
        assert word not in words


@pytest.mark.parametrize("kind", list(FailureKind))
def test_there_is_always_something_to_do(kind: FailureKind):
    offered = remedies(failure(kind))
    assert offered
    assert len(set(offered)) == len(offered)


def test_what_the_sentence_names_is_offered_first():
    assert remedies(failure(FailureKind.FOLDER_UNUSABLE))[0] is Remedy.CHOOSE_FOLDER
    assert remedies(failure(FailureKind.FORMAT_GONE))[0] is Remedy.CHOOSE_FORMAT
    assert remedies(failure(FailureKind.BUG))[0] is Remedy.COPY_DETAILS
