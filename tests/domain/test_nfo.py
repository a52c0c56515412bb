"""NFO files are XML with a declaration, whatever a site says."""

from xml.etree import ElementTree as ET

from mediadl.domain.media_library import Facts, Show
from mediadl.domain.nfo import episode_nfo, film_nfo, show_nfo

FACTS = Facts(
    id="a1",
    extractor="Lab",
    title="Dawn & <dusk> \x0b漢",
    channel_url="https://example.org/@lab",
    upload_date="20260615",
    plot="One.\nTwo.\x00",
    duration_s=754,
    genres=("Science", "Film"),
)
SHOW = Show("Lab:channel:UC1", "Lab Films", "UC1")


def _read(nfo: bytes) -> list[tuple[str, str | None]]:
    assert nfo.startswith(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<')
    return [(element.tag, element.text) for element in ET.fromstring(nfo.decode().partition("\n")[2])]


def test_an_episode_tells_what_its_name_tells():
    assert _read(episode_nfo(SHOW, (2026, 61501), FACTS)) == [
        ("title", "Dawn & <dusk> 漢"),
        ("showtitle", "Lab Films"),
        ("season", "2026"),
        ("episode", "61501"),
        ("aired", "2026-06-15"),
        ("plot", "One.\nTwo."),
        ("runtime", "13"),
        ("uniqueid", "a1"),
        ("genre", "Science"),
        ("genre", "Film"),
    ]


def test_a_film_has_a_year_and_a_studio():
    told = dict(_read(film_nfo(FACTS)))
    assert (told["year"], told["premiered"], told["studio"]) == ("2026", "2026-06-15", "Lab")


def test_a_show_says_where_it_is_from():
    told = dict(_read(show_nfo(SHOW, FACTS)))
    assert told["plot"] == "The channel “Lab Films” on Lab (https://example.org/@lab)."
    assert (told["title"], told["uniqueid"], told["genre"]) == ("Lab Films", "UC1", "Film")


def test_what_is_not_known_is_not_made_up():
    bare = Facts("a1", "Lab", "Dawn", upload_date="20260615", is_dated=False)
    assert [tag for tag, _ in _read(episode_nfo(SHOW, (2026, 61501), bare))] == [
        "title", "showtitle", "season", "episode", "uniqueid",
    ]  # fmt: skip
