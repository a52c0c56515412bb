"""What is logged, where, and what is never in it."""

import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mediadl import log
from mediadl.log import masked


@pytest.mark.parametrize(
    "text",
    [
        "Cookie: a=SECRET; session=SECRET",
        "GET /c/mdl_SECRETSECRETSECRET/add",
        ".site.test\tTRUE\t/\tTRUE\t2000000000\tsid\tSECRET",
        '{"cmd":"probe","secrets":{"cookies":[{"domain":"x","value":"SECRET"}],"username":"SECRET"}}',
        '{"secrets":{"two_factor":"SECRET","video_password":"SECRET"}}',
        "{'name': 'a', 'value': 'SECRET'}",
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
        "https://me:a@SECRET@example.com/x",
        "https://proxy.example/https://me:SECRET@example.com/x",
        "sessionid=SECRET",
        "PHPSESSID=SECRET; path=/",
        "SESSDATA: SECRET",
        "https://x/p;jsessionid=SECRET?v=1",
        "auth=SECRET",
        "key=SECRET",
        "jwt=SECRET",
        "SAPISID=SECRET; HSID=SECRET; oauth=SECRET; authKey=SECRET",
        "hmac=SECRET",
        "exp=1~acl=/*~hmac=SECRET",
        "next=%3Ftoken%3DSECRET%26page=1",
        "Command-line config: ['--password', 'SECRET']",
        "['-u', 'me', '-p', 'SECRET SECRET']",
        "yt-dlp --video-password SECRET url",
        "--cookies-from-browser=SECRET",
        "[debug] ['--add-headers', 'X-Own:SECRET']",
        '{"password": "two words SECRET"}',
        r"{\"token\":\"SECRET\"}",
        "https://x/v#__youtubedl_smuggle=%7B%22Cookie%22%3A+%22a%3DSECRET%22%7D",
        'url: https://x/v#__youtubedl_smuggle={"http_headers": {"Cookie": "a=SECRET; b=SECRET"}}',
        "Cookie%3A%20a%3DSECRET",
        "<Cookie sid=SECRET for .example.com/>",
        "Cookie(version=0, name='sid', value='SECRET', port=None)",
        "sent Bearer SECRETSECRET",
        "got eyJhbGciOiJIUzI1NiJ9.SECRET.SECRET",
        "https://x/v?anything=SECRET",
        "https://x/v?SECRET",
        "https://x/v#access=SECRET",
        "HTTPS://X/V?e=1&Policy=SECRET&v=1",
        "https://x/v?id=" + "SECRET" * 20,
        "https://x/r?u=https://y/?q=SECRET#SECRET",
        "“https://x/v?q=SECRET”",
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
        "https://example.com/watch?v=a-b_c&list=PL1&index=3&n=7",
        "https://example.com/list?id=1.5&page=2",
        "https://example.com/?",
        "“https://example.com/film”, then “https://example.com/other#”",
        "the author: me; the monkey: a",
        "[debug] ['-f', 'best']",
        "mail to me@example.com",
        "https://example.com/@channel/videos",
        "3 cookies were read",
        "[download] 100% of 3.00MiB",
    ],
)
def test_plain_words_stay(text: str):
    assert masked(text) == text


def test_a_link_keeps_what_tells_which_page_it_is():
    link = "https://example.com/watch?v=abc&sp=xyz&list=PL1#part"
    assert masked(link) == "https://example.com/watch?v=abc&sp=•••&list=PL1#•••"


@pytest.mark.parametrize(
    "piece", ["a", "-", "sess", "--user", "cookie ", "//", "//a?", "token ", "%3", "eyJ", "bearer ", "//a?b&"]
)
def test_a_long_line_takes_no_longer_than_its_length(piece: str):
    def took_s(length: int) -> float:
        before = time.process_time()
        masked(piece * (length // len(piece)))
        return time.process_time() - before

    short_s = min(took_s(20_000) for _attempt in range(3))
    assert took_s(200_000) < max(0.3, 40 * short_s)


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
