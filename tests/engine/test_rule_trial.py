"""A link is tried on the rules, and looked at only when one of them needs to know more."""

from pathlib import Path

import pytest

from mediadl.domain.errors import InvalidLink
from mediadl.domain.rules import Rule
from mediadl.engine.prober import ProbeFailed
from tests.helpers.engines import running_engine
from tests.helpers.media_site import MediaSiteProcess


async def test_what_a_link_would_get_is_told_and_nothing_is_added(
    tmp_path: Path, media_site: MediaSiteProcess
) -> None:
    async with running_engine(tmp_path) as watched:
        by_site = Rule(site="a.example", preset="720p")
        by_title = Rule(name="Rain", title="rain", preset="audio-mp3")
        await watched.engine.change_settings(rules=(by_site, by_title))
        with pytest.raises(InvalidLink):
            await watched.engine.try_rules("two words")
        assert (await watched.engine.try_rules("https://a.example/1")).preset.name == "720p"
        rain = await watched.engine.try_rules(media_site.url("page/a?title=Rain&media=small.mp4"))
        assert (rain.preset.name, rain.rule.startswith("Rule “Rain”")) == ("audio-mp3", True)
        feed = await watched.engine.try_rules(media_site.url("feed.rss?n=3"))
        assert (feed.preset.name, feed.rule) == ("best", "")
        with pytest.raises(ProbeFailed):
            await watched.engine.try_rules(media_site.url("page/gone", status=404))
        assert watched.engine.jobs == ()
