"""Jobs made from others."""

from pathlib import Path

import pytest

from mediadl.domain.choice import EntryKey
from mediadl.domain.errors import InvalidTemplate
from mediadl.domain.job import JobState, StartMode
from mediadl.domain.media import Entry
from mediadl.domain.options import DownloadOptions
from mediadl.engine.new_jobs import again, entry_job, entry_jobs, restored, start_again, waiting_state
from tests.helpers.engines import running_engine
from tests.helpers.jobs import a_job
from tests.helpers.media_site import MediaSiteProcess

M = StartMode
S = JobState


@pytest.mark.parametrize(("names_the_file", "title"), [(True, "Third"), (False, None)])
def test_an_entry_becomes_a_job_of_its_list(names_the_file: bool, title: str | None):
    listing = a_job(S.CHOOSING, title="A list")
    entry = Entry(index=3, url="https://x/3", title="Third", names_the_file=names_the_file)
    job = entry_job(listing, entry, {"options": DownloadOptions(quality="720p"), "rule": "why"})
    assert (job.batch_id, job.playlist_title, job.playlist_index) == (listing.id, "A list", 3)
    assert (job.url, job.fixed_title, job.options.quality) == ("https://x/3", title, "720p")


def test_what_the_list_is_goes_along_and_stays_when_it_is_done_once_more():
    listing = a_job(S.CHOOSING, playlist_id="PL", playlist_count=20, playlist_is_channel=True)
    job = entry_job(listing, Entry(index=3, url="https://x/3", title="T"), {"options": DownloadOptions()})
    for one in (job, again(job, StartMode.NOW)):
        assert (one.playlist_id, one.playlist_count, one.playlist_is_channel) == ("PL", 20, True)
        assert one.playlist_index == 3


def test_entries_become_jobs_in_the_order_asked_for_each_with_its_own_options():
    entries = [Entry(index=number, url=f"https://x/{min(number, 2)}", title="T") for number in (1, 2, 3)]
    second = EntryKey("https://x/2", 1)
    jobs = entry_jobs(
        a_job(S.CHOOSING),
        entries,
        [3, 9, 1],
        lambda key, _entry: {"options": DownloadOptions(live_from_start=key == second)},
    )
    assert [(job.playlist_index, job.options.live_from_start) for job in jobs] == [(3, True), (1, False)]


def test_once_more_is_another_job_with_the_same_wishes():
    job = a_job(S.COMPLETED, options=DownloadOptions(quality="480p"), files=("/a.mp4",))
    new = again(job, StartMode.CHOOSE)
    assert new.id != job.id
    assert (new.url, new.options, new.start, new.files) == (job.url, job.options, StartMode.CHOOSE, ())


@pytest.mark.parametrize(
    ("start", "site", "mode"),
    [
        (StartMode.CHOOSE, None, StartMode.CHOOSE),
        (StartMode.CHOOSE, "Lab", StartMode.NOW),
        (StartMode.PAUSED, None, StartMode.NOW),
    ],
)
def test_only_what_nobody_has_looked_at_is_still_to_be_chosen_from(start: StartMode, site, mode: StartMode):
    assert start_again(a_job(S.FAILED, start=start, site=site)) is mode


def test_a_job_waits_where_it_is_known_or_has_to_be_resolved():
    assert waiting_state(a_job(site="Lab")) is S.QUEUED
    assert waiting_state(a_job(site=None)) is S.RESOLVING


@pytest.mark.parametrize(
    ("state", "found"),
    [(S.RUNNING, S.QUEUED), (S.CHOOSING, S.RESOLVING), (S.PAUSED, S.PAUSED), (S.WAITING, S.WAITING)],
)
def test_a_new_run_begins_again_what_was_under_way(state: JobState, found: JobState):
    assert restored(a_job(state)).state is found


def test_without_its_parts_a_job_starts_over():
    assert restored(a_job(S.PAUSED, fraction=0.5), keeps_parts=False).fraction == 0.0
    assert restored(a_job(S.COMPLETED, fraction=1.0), keeps_parts=False).fraction == 1.0


async def test_entries_go_where_the_settings_and_then_their_options_say(
    tmp_path: Path, media_site: MediaSiteProcess
):
    template = "{playlist}/{playlist_index:02d} of {playlist_count|?} {title}"
    async with running_engine(tmp_path, playlist_template=template) as watched:
        engine, feed = watched.engine, media_site.url("feed.rss?n=3")
        await engine.add(feed, DownloadOptions(), items="2")
        await engine.add(feed, DownloadOptions(path_template="{playlist} {title}"), items="3")
        await watched.until(lambda: {job.playlist_index for job in engine.jobs} == {2, 3})
        done = await watched.until_all_ended()
        folder = tmp_path / "downloads"
        names = {job.playlist_index: str(Path(job.files[0]).relative_to(folder)) for job in done}
        assert names[2].startswith("Postcards (3)/02 of ")
        assert names[3].startswith("Postcards (3) ")
        with pytest.raises(InvalidTemplate, match="There is no field “titel”"):
            await engine.add(feed, DownloadOptions(path_template="{titel}"))
        with pytest.raises(InvalidTemplate, match="would leave the download folder"):
            await engine.change_settings(video_template="../{title}")
        assert len(engine.jobs) == 2


def test_whose_a_list_is_its_entries_are():
    listing = a_job(client_id="c", webhook_url="https://example.com/hook", retention_hours=1, timeout_s=60)
    job = entry_job(listing, Entry(index=1, url="https://x/1", title="T"), {"options": DownloadOptions()})
    assert (job.client_id, job.retention_hours, job.timeout_s) == ("c", 1, 60)
    assert job.webhook_url == listing.webhook_url
    assert again(job, StartMode.NOW).client_id == "c"


@pytest.mark.parametrize(("of_list", "of_entry"), [(M.PAUSED, M.PAUSED), (M.NOW, M.NOW), (M.CHOOSE, M.NOW)])
def test_entries_of_a_paused_list_are_paused(of_list: StartMode, of_entry: StartMode):
    entry = Entry(index=1, url="https://x/1", title="T")
    assert entry_job(a_job(start=of_list), entry, {"options": DownloadOptions()}).start is of_entry
