"""Jobs get what layers and rules say: at once, when more is known, and as entries of a list."""

from pathlib import Path

import pytest

from mediadl.domain.choice import Choice, EntryKey
from mediadl.domain.errors import UnknownPreset, UserError
from mediadl.domain.events import JobRemoved
from mediadl.domain.job import JobState, StartMode
from mediadl.domain.media import Entry, Media
from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import Preset
from mediadl.domain.resolving import Asked
from mediadl.domain.rules import Rule
from mediadl.domain.settings import Settings
from mediadl.engine.resolution import Resolution
from tests.helpers.engines import running_engine
from tests.helpers.jobs import a_job
from tests.helpers.media_site import MediaSiteProcess

SOUND = Preset(name="sound", title="Sound", options=DownloadOptions(quality="audio_only", audio_format="mp3"))


def _resolution(**settings) -> Resolution:
    return Resolution(lambda: Settings(**settings), lambda: Path("/videos"))


def _entry(number: int, title: str = "T") -> Entry:
    return Entry(index=number, url=f"https://x.example/{number}", title=title)


def test_a_preset_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownPreset, match="There is no preset “huge”"):
        _resolution().of_link("https://x.example", Asked("huge"))


def test_the_password_of_a_proxy_never_becomes_an_option_of_a_job() -> None:
    with pytest.raises(UserError, match="add the password in Settings"):
        _resolution().of_link("https://x.example", Asked(None, DownloadOptions(proxy="http://me:test@p:1")))


def test_a_rule_names_an_account() -> None:
    ruled = _resolution(rules=(Rule(site="x.example", cookies="Work"),))
    assert ruled.of_link("https://x.example", Asked())["options"].cookies_id == "Work"
    mine = Asked(None, DownloadOptions(cookies_id="Home"))
    assert ruled.of_link("https://x.example", mine)["options"].cookies_id == "Home"


def test_a_rule_lends_no_account_to_a_client() -> None:
    ruled = _resolution(rules=(Rule(site="x.example", cookies="Work"),))
    fields = ruled.of_link("https://x.example", Asked(), "a client")
    assert (fields["options"].cookies_id, bool(fields["rule"])) == (None, True)
    titled = _resolution(rules=(Rule(title="T", cookies="Work"),))
    job = a_job(JobState.RUNNING, url="https://x.example", client_id="a client", rules_open=True)
    known = titled.now_known(job, Media(url=job.url, title="T", id="1", extractor="e"))
    assert (known["options"].cookies_id, bool(known["rule"])) == (None, True)


def test_folders_are_pinned_and_partial_files_go_beside() -> None:
    fields = _resolution().of_link("https://x.example", Asked())
    assert (fields["options"].folder, fields["options"].temp_folder) == ("/videos", "/videos")
    rule = Rule(folder="/music", priority=-1)
    fields = _resolution(rules=(rule,)).of_link("https://x.example", Asked())
    assert (fields["options"].folder, fields["options"].temp_folder) == ("/music", "/music")
    assert fields["priority"] == -1


def test_an_entry_gets_what_its_list_was_added_with_unless_something_else_was_said() -> None:
    listing = a_job(JobState.CHOOSING, options=DownloadOptions(quality="480p", folder="/l", temp_folder="/l"))
    own = {EntryKey("https://x.example/2"): DownloadOptions(quality="audio_only", folder="/m")}
    of_entry = _resolution(rules=(Rule(title="rain", preset="sound"),), own_presets=(SOUND,)).of_entries(
        listing, Asked(), own
    )
    plain, mine, ruled = (
        of_entry(EntryKey(entry.url), entry)["options"] for entry in (_entry(1), _entry(2), _entry(3, "Rain"))
    )
    assert (plain.quality, plain.folder) == ("480p", "/l")
    assert (mine.quality, mine.folder, mine.temp_folder) == ("audio_only", "/m", "/m")
    assert (ruled.quality, ruled.audio_format, ruled.folder) == ("audio_only", "mp3", "/l")


def test_a_picked_preset_takes_the_place_of_what_the_list_was_added_with() -> None:
    listing = a_job(JobState.CHOOSING, options=DownloadOptions(plays_everywhere=True, folder="/l"))
    of_entry = _resolution().of_entries(listing, Asked("720p", DownloadOptions(write_thumbnail=True)), {})
    options = of_entry(EntryKey("https://x.example/1"), _entry(1))["options"]
    assert (options.quality, options.plays_everywhere, options.write_thumbnail) == ("720p", False, True)


def test_ten_thousand_entries_share_their_options() -> None:
    of_entry = _resolution(rules=(Rule(title="no such", preset="best"),)).of_entries(a_job(), Asked(), {})
    made = {id(of_entry(EntryKey(str(n)), _entry(n))["options"]) for n in range(100)}
    assert len(made) == 1


def test_a_rule_that_does_not_count_after_all_changes_nothing_else() -> None:
    resolution = _resolution(rules=(Rule(title="rain", preset="sound"),), own_presets=(SOUND,))
    media = Media(id="1", extractor="Lab", url="u", title="Snow")
    assert resolution.now_known(a_job(rules_open=True), media) == {"rules_open": False}
    assert resolution.now_known(a_job(), media.model_copy(update={"title": "Rain"})) == {}


async def test_a_rule_of_facts_counts_before_the_download_begins(
    tmp_path: Path, media_site: MediaSiteProcess
) -> None:
    async with running_engine(tmp_path) as watched:
        music = tmp_path / "music"
        rule = Rule(name="Rain", title="rain*", preset="sound", folder=str(music))
        await watched.engine.change_settings(own_presets=(SOUND,), rules=(rule,))
        rain = await watched.engine.add(media_site.url("page/a?title=Rain+song&media=av480.mp4"))
        snow = await watched.engine.add(media_site.url("page/b?title=Snow&media=small.mp4"))
        by_hand = await watched.engine.add(
            media_site.url("page/c?title=Rain+film&media=small.mp4"), preset="360p", start=StartMode.PAUSED
        )
        (file,) = (await watched.until_ended(rain.id)).files
        assert Path(file) == music / "Rain song.mp3"
        assert watched.engine.job(rain.id).rule.startswith("Rule “Rain” counts here")
        done = await watched.until_ended(snow.id)
        assert (Path(done.files[0]).suffix, done.rule) == (".mp4", "")
        kept = await watched.until_state(by_hand.id, JobState.PAUSED)
        assert (kept.options.quality, kept.options.folder) == ("360p", str(music))


async def test_entries_of_a_list_follow_the_rules_one_by_one(
    tmp_path: Path, media_site: MediaSiteProcess
) -> None:
    async with running_engine(tmp_path) as watched:
        rule = Rule(name="Sound", kind="entry", max_duration_s=10_000, preset="sound")
        await watched.engine.change_settings(own_presets=(SOUND,), rules=(rule,))
        listing = await watched.engine.add(media_site.url("feed.rss?n=2"), items="1")
        await watched.until(lambda: any(isinstance(event, JobRemoved) for event in watched.events))
        (job,) = await watched.until_all_ended()
        assert (job.batch_id, Path(job.files[0]).suffix) == (listing.id, ".mp3")


def test_the_choice_of_a_list_keeps_the_layers_of_single_entries() -> None:
    own = ((EntryKey("u"), DownloadOptions(quality="best")),)
    saved = Choice(own_options=own).model_dump_json(exclude_defaults=True)
    assert Choice.model_validate_json(saved).own_options[0][1].model_fields_set == {"quality"}
