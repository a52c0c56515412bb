"""Options as people type them."""

import pytest

from mediadl.domain.errors import UserError
from mediadl.ui.options_form import texts


@pytest.mark.parametrize(
    ("read", "show", "text", "value"),
    [
        (texts.read_words, texts.show_words, "en, de", ("en", "de")),
        (texts.read_headers, texts.show_headers, "A: b; C: d:e", (("A", "b"), ("C", "d:e"))),
        (texts.read_rate, texts.show_rate, "500 kB/s", 500_000),
        (texts.read_rate, texts.show_rate, "2 MB/s", 2_000_000),
        (texts.read_rate, texts.show_rate, "1234", 1234),
        (texts.read_count, texts.show_count, "10", 10),
        (texts.read_arguments, texts.show_arguments, "--xff 'a b'", ("--xff", "a b")),
        (texts.read_proxy, texts.show_proxy, "none", ""),
        (texts.read_proxy, texts.show_proxy, "http://x:1", "http://x:1"),
        (texts.read_plain, texts.show_plain, "chrome", "chrome"),
        (texts.read_folder, texts.show_plain, "/videos", "/videos"),
    ],
)
def test_what_is_typed_is_read_and_written_back(read, show, text, value) -> None:
    assert read(text) == value
    assert show(value) == text


@pytest.mark.parametrize(("text", "rate"), [("2.5M", 2_500_000), ("1,5 mb/s", 1_500_000), ("30kbps", 30_000)])
def test_speeds_are_read_as_people_write_them(text: str, rate: int) -> None:
    assert texts.read_rate(text) == rate


@pytest.mark.parametrize("show", [texts.show_rate, texts.show_count, texts.show_proxy, texts.show_plain])
def test_nothing_is_an_empty_text(show) -> None:
    assert show(None) == ""


@pytest.mark.parametrize(
    ("read", "text", "sentence"),
    [
        (texts.read_headers, "nonsense", "is no header"),
        (texts.read_rate, "fast", "is no speed"),
        (texts.read_rate, "0", "is no speed"),
        (texts.read_count, "-1", "no whole number"),
        (texts.read_arguments, "'open", "quotation mark"),
        (texts.read_folder, "here", "whole path"),
        (texts.read_folder, "~nobody-of-this-name/x", "no home"),
    ],
)
def test_what_cannot_be_read_is_said(read, text: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        read(text)
