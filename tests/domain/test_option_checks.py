"""Mistakes in options are said at their field, before anything starts."""

import pytest

from mediadl.domain.media import Chapter
from mediadl.domain.option_checks import needs_parser, problems, stopping
from mediadl.domain.options import DownloadOptions
from tests.helpers.choices import a_media

WRONG = (
    ({"custom_format": " "}, "custom_format", "empty"),
    ({"custom_format": "bv[height<=720+ba"}, "custom_format", "not closed"),
    ({"proxy": "localhost"}, "proxy", "no address"),
    ({"proxy": "ftp://host:1"}, "proxy", "no address"),
    ({"proxy": "http://host:999999"}, "proxy", "no address"),
    ({"proxy": "http://ho st:1"}, "proxy", "no address"),
    ({"proxy": "http://me:test@host:1"}, "proxy", "password of a proxy is not kept"),
    ({"headers": (("A b", "x"),)}, "headers", "no name of a header"),
    ({"headers": (("X-A", "x\r\nCookie: y"),)}, "headers", "line break"),
    ({"headers": (("cookie", "x"),)}, "headers", "every site"),
    ({"headers": (("Host", "x"),)}, "headers", "Remove it"),
    ({"headers": (("X-A", "ü"),)}, "headers", "ASCII"),
    ({"headers": (("X-API-Key", "test"),), "clips": ({"start_s": 1},)}, "headers", "other programs can read"),
    ({"impersonate": "netscape navigator"}, "impersonate", "no browser"),
    ({"audio_language": "de]/b"}, "audio_language", "no language"),
    ({"audio_language": ""}, "audio_language", "no language"),
    ({"more_audio_languages": ("d",)}, "more_audio_languages", "no language"),
    ({"more_audio_languages": ("de",), "quality": "audio_only"}, "more_audio_languages", "picture"),
    ({"subtitle_languages": ("en fr",)}, "subtitle_languages", "no language"),
    ({"sponsorblock_mark": ("adverts",)}, "sponsorblock_mark", "no “adverts”"),
    ({"extra_arguments": ("--exec=id",)}, "extra_arguments", "--exec"),
)


@pytest.mark.parametrize(("options", "field", "said"), WRONG)
def test_what_can_never_work_stops(options, field, said):
    (problem,) = stopping(problems(DownloadOptions(**options)))
    assert problem.field == field
    assert said in problem.sentence
    assert problem.sentence.endswith(".")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"proxy": "", "custom_format": "bv[format_id~='^(a']+ba"},
        {"proxy": "socks5h://me@[::1]:1080", "headers": (("Referer", "https://e.com/"),)},
        {"headers": (("Authorization", "test"),)},
        {"headers": (("Referer", "https://e.com/"),), "clips": ({"start_s": 1},)},
        {"impersonate": "safari-18.0:ios-18.0", "audio_language": "pt-BR"},
        {"more_audio_languages": ("all", "de"), "subtitle_languages": ("zh-Hans",)},
    ],
)
def test_what_makes_sense_has_no_problem(options):
    assert problems(DownloadOptions(**options)) == ()


LANGUAGES = {"subtitles": ("en", "de"), "automatic_captions": ("fr",)}
OF_THE_MEDIA = (
    ({"clips": ({"start_s": 1, "end_s": 900},)}, {}, "clips", "10:00", True),
    ({"clips": ({"start_s": 600},)}, {}, "clips", "10:00", True),
    ({"clips": ({"start_s": 1},)}, {"is_live": True}, "clips", "live", True),
    ({"audio_language": "ja"}, {}, "audio_language", "“de”, “en”", False),
    ({"audio_language": "ja", "require": ("language",)}, {}, "audio_language", "“ja”", True),
    ({"more_audio_languages": ("ja",)}, {}, "more_audio_languages", "“ja”", False),
    ({"embed_subtitles": True, "subtitle_languages": ("ja",)}, LANGUAGES, "subtitle_languages", "ja", False),
    ({"only_subtitles": True, "subtitle_languages": ("ja",)}, LANGUAGES, "subtitle_languages", "“ja”", True),
    ({"only_subtitles": True}, {}, "only_subtitles", "no subtitles", True),
    ({"only_subtitles": True, "only_thumbnail": True}, LANGUAGES, "only_thumbnail", "Choose one", True),
    ({"only_subtitles": True}, {"automatic_captions": ("en",)}, "only_subtitles", "machine", True),
    ({"custom_format": "999+original/b"}, {}, "custom_format", "“999”", False),
    ({"split_chapters": True}, {}, "split_chapters", "no chapters", False),
    ({"video_format": "avi"}, {}, "video_format", "AVI", False),
)  # fmt: skip


@pytest.mark.parametrize(("options", "facts", "field", "said", "stops"), OF_THE_MEDIA)
def test_what_does_not_fit_the_media_is_known_once_it_was_looked_at(options, facts, field, said, stops):
    (problem,) = problems(DownloadOptions(**options), a_media(**facts))
    assert (problem.field, problem.stops) == (field, stops)
    assert said in problem.sentence


def test_what_the_media_has_is_no_problem():
    media = a_media(chapters=(Chapter(title="a", start_s=0, end_s=9),), **LANGUAGES)
    options = DownloadOptions(
        clips=({"start_s": 1, "end_s": 600.4},), more_audio_languages=("de",), only_subtitles=True,
        split_chapters=True, custom_format="v480-avc+original/b",
    )  # fmt: skip
    assert problems(options, media) == ()


@pytest.mark.parametrize(
    ("options", "needed"),
    [
        ({"proxy": "x"}, False),
        ({"custom_format": "b"}, True),
        ({"extra_arguments": ("-4",)}, True),
        ({"impersonate": "a"}, True),
    ],
)
def test_a_worker_is_asked_only_about_what_this_process_cannot_know(options, needed):
    assert needs_parser(DownloadOptions(**options)) is needed
