"""What is logged, where, and what is never in it."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mediadl import log
from mediadl.log import masked


@pytest.mark.parametrize(
    "text",
    [
        "Cookie: a=SECRET; session=SECRET",
        "Set-Cookie: id=SECRET; Path=/",
        '{"Cookie": "a=SECRET; b=SECRET", "x": 1}',
        "{'Authorization': 'Bearer SECRET'}",
        "Authorization: Basic SECRET==",
        "https://x/v?token=SECRET&y=1",
        "https://x/v?access_token=SECRET",
        '{"accessToken":"SECRET"}',
        "https://cdn/v?sig=SECRET&lsig=SECRET",
        "X-Amz-Signature=SECRET",
        "po_token=web.gvs+SECRET",
        "password: SECRET",
        "passwd=SECRET",
        "api_key=SECRET",
        "https://me:SECRET@example.com/x",
    ],
)
def test_secrets_become_dots(text: str):
    assert "SECRET" not in masked(text)
    assert "•••" in masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "design: a new one",
        "https://example.com/watch?v=abc&t=10",
        "mail to me@example.com",
        "https://example.com/@channel/videos",
        "3 cookies were read",
        "[download] 100% of 3.00MiB",
    ],
)
def test_plain_words_stay(text: str):
    assert masked(text) == text


@pytest.fixture
def own_root() -> Iterator[logging.Logger]:
    """The root logger, with only the handlers that the test adds."""
    root = logging.getLogger()
    before, level = root.handlers[:], logging.getLogger("mediadl").level
    root.handlers = []
    yield root
    for handler in root.handlers:
        handler.close()
    root.handlers = before
    logging.getLogger("mediadl").setLevel(level)


def test_the_file_has_our_news_the_warnings_of_others_and_no_secret(own_root: logging.Logger, tmp_path: Path):
    log.to_file(tmp_path)
    logging.getLogger("mediadl.engine").info("started with token=%s", "SECRET")
    logging.getLogger("other").info("chatter")
    try:
        raise ValueError("password=SECRET")
    except ValueError:
        logging.getLogger("mediadl.engine").info("it broke", exc_info=True)
    text = (tmp_path / "mediadl.log").read_text(encoding="utf-8")
    assert "started with token=•••" in text
    assert "chatter" not in text
    assert "ValueError" in text
    assert "SECRET" not in text.replace('raise ValueError("password=SECRET")', "")


def test_the_file_is_rotated(own_root: logging.Logger, tmp_path: Path):
    log.to_file(tmp_path)
    for _line in range(60):
        logging.getLogger("mediadl").info("x" * 100_000)
    assert len(list(tmp_path.iterdir())) == 3
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 7_000_000


def test_the_terminal_hears_warnings_only(
    own_root: logging.Logger, capsys: pytest.CaptureFixture[str], allow_log: Callable[[str], None]
):
    allow_log("trouble")
    log.to_terminal()
    logging.getLogger("mediadl").info("news")
    logging.getLogger("mediadl").warning("trouble with token=SECRET")
    assert capsys.readouterr().err.endswith("WARNING mediadl: trouble with token=•••\n")
