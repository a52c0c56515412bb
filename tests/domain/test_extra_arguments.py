"""Further arguments: what is harmless goes on, everything else is refused by name."""

import pytest

from mediadl.domain.extra_arguments import refusals

DANGEROUS = (
    "--exec=id", "--exec-before-download=id", "--netrc-cmd=id", "--config-locations=/x", "--plugin-dirs=/x",
    "--enable-file-urls", "-a-", "--batch-file=x", "--load-info-json=x", "--cookies=x", "--update", "-U",
    "--rm-cache-dir", "--postprocessor-args=x", "--ppa=x", "--downloader=aria2c", "--downloader-args=x",
    "--ffmpeg-location=/x", "--use-postprocessor=Exec", "--remote-components=x", "--preset-alias=x",
    "--compat-options=allow-unsafe-ext", "--write-pages", "--load-pages", "-ox", "-Px", "-o/etc/x",
    "--no-check-certificates", "--username=me", "-ume", "--verbose", "--print-traffic", "--write-link",
    "--cookies-from-browser=firefox", "--external-downloader=sh", "--exe=id", "--no-part", "-x",
)  # fmt: skip


@pytest.mark.parametrize("argument", DANGEROUS)
def test_what_could_do_harm_is_refused_however_it_is_written(argument):
    (sentence,) = refusals([argument])
    assert "“-" in sentence
    assert sentence.endswith(".")


def test_two_words_as_an_alias_are_refused():
    assert refusals(["--alias", "x", "--exec=id"])
    assert refusals(["--print-to-file", "a", "/etc/passwd"])


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--socket-timeout", "5"),
        ("--extractor-args=youtube:player_client=web", "-4"),
        ("-S", "+size"),
        ("--parse-metadata", "title:%(artist)s - %(title)s"),
        ("--replace-in-metadata", "title", "a", "-b"),
    ],
)
def test_what_is_harmless_is_passed(arguments):
    assert refusals(arguments) == ()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["https://example.com"], "is no option"),
        (["--socket-timeout", "--exec=id"], "lacks its value"),
        (["--nonsense"], "no option “--nonsense”"),
        (["--"], "no option “--”"),
        (["--proxy=x"], "an option of its own"),
        (["--geo-verification-proxy", "http://me:test@host:1"], "no password is kept"),
    ],
)
def test_mistakes_are_said_in_words(arguments, said):
    (sentence,) = refusals(arguments)
    assert said in sentence
