"""A request for a download is checked before anything begins."""

import pytest
from pydantic import ValidationError

from mediadl.contract.downloads import DownloadQuery, DownloadRequest


def test_a_bare_link_is_completed_and_a_template_is_read() -> None:
    asked = DownloadRequest(url=" example.com/watch ", path_template="{playlist_index:03d} {title}")
    assert asked.url == "https://example.com/watch"


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "file:///etc/passwd"},
        {"url": "https://example.com/\r\nHost: x"},
        {"webhook_url": "javascript:alert(1)"},
        {"referer": "file:///etc/passwd"},
        {"user_agent": "Browser\r\nCookie: x"},
        *(
            {"path_template": text}
            for text in ("../x", "/etc/x", "C:\\x", "~/x", "a/../../x", "{title", "{no}")
        ),
        {"retention_hours": 0},
        {"audio_quality": 64},
        {"subtitle_languages": ["--exec"]},
        {"netrc_cmd": "x"},
    ],
)
def test_what_could_do_harm_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        DownloadRequest.model_validate({"url": "https://example.com/", **wrong})


def test_a_page_has_at_most_a_hundred() -> None:
    with pytest.raises(ValidationError):
        DownloadQuery(page_size=101)
