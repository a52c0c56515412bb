"""What is saved of a site's words holds nothing that opens a door."""

from mediadl.domain.public_info import public_info

INFO = {
    "id": "x",
    "title": "A http://x/?token=1 in words",
    "cookies": "session=1",
    "__post_extractor": None,
    "webpage_url": "https://me:pw@example.com/watch?v=1&token=SECRET#x",
    "thumbnail": "https://cdn.example.com/t.jpg?sig=SECRET",
    "formats": [
        {"url": "https://cdn.example.com/v.mp4?sig=SECRET", "http_headers": {"A": "SECRET"}, "height": 9}
    ],
    "subtitles": {"en": [{"url": "https://cdn.example.com/en.vtt?expire=1", "cookies": "SECRET"}]},
    "filepath": "/home/me",
}  # fmt: skip


def test_no_secret_is_left_and_the_rest_is():
    clean = public_info(INFO)
    assert "SECRET" not in str(clean)
    assert "pw@" not in str(clean)
    assert clean["webpage_url"] == "https://example.com/watch?v=1"
    assert clean["title"] == INFO["title"]
    assert clean["formats"] == [{"url": "https://cdn.example.com/v.mp4", "height": 9}]
    assert clean["subtitles"] == {"en": [{"url": "https://cdn.example.com/en.vtt"}]}
    assert not {"cookies", "filepath", "__post_extractor"} & clean.keys()


def test_an_address_that_cannot_be_read_is_dropped():
    assert public_info({"thumbnail": "http://[::1"}) == {"thumbnail": ""}
