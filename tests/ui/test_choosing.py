"""Jobs that wait for a choice stand in line, in the order in which they came to it."""

from mediadl.domain.job import JobState
from mediadl.ui.choosing import Choosing
from mediadl.ui.rail import Place
from tests.helpers.shell import with_shell


def listening(shell):
    choosing = Choosing(shell.engine)
    told = []
    choosing.asked.connect(lambda place, job_id: told.append(("asked", place, job_id)))
    choosing.left.connect(lambda place, job_id: told.append(("left", place, job_id)))
    return choosing, told


def test_media_wait_for_formats_and_lists_for_entries(qt_app, tmp_path):
    async def scenario(shell):
        choosing, told = listening(shell)
        await shell.comes_to_choice("media")
        await shell.comes_to_choice("feed", is_list=True)
        assert told == [("asked", Place.FORMATS, "media"), ("asked", Place.PLAYLIST, "feed")]
        assert (choosing.waiting(Place.FORMATS), choosing.waiting(Place.PLAYLIST)) == (("media",), ("feed",))

    with_shell(tmp_path, qt_app, scenario)


def test_a_job_leaves_when_it_is_chosen_or_removed(qt_app, tmp_path):
    async def scenario(shell):
        choosing, told = listening(shell)
        for job_id in ("one", "two"):
            await shell.comes_to_choice(job_id)
        assert choosing.place_of("one") is Place.FORMATS
        await shell.engine.remove_many(["one"])
        await shell.engine._queue.move_to("two", JobState.CANCELLED)
        assert told[2:] == [("left", Place.FORMATS, "one"), ("left", Place.FORMATS, "two")]
        assert choosing.waiting(Place.FORMATS) == ()
        assert choosing.place_of("one") is None

    with_shell(tmp_path, qt_app, scenario)


def test_a_job_of_an_earlier_run_waits_without_asking(qt_app, tmp_path):
    async def scenario(shell):
        await shell.job("old", state=JobState.RESOLVING)
        choosing, told = listening(shell)
        await shell.engine._queue.move_to("old", JobState.CHOOSING)
        assert (choosing.waiting(Place.FORMATS), told) == (("old",), [])

    with_shell(tmp_path, qt_app, scenario)


def test_who_chooses_again_is_asked(qt_app, tmp_path):
    async def scenario(shell):
        await shell.job("old", state=JobState.FAILED)
        _choosing, told = listening(shell)
        await shell.engine._queue.move_to("old", JobState.RESOLVING)
        await shell.engine._queue.move_to("old", JobState.CHOOSING)
        assert told == [("asked", Place.FORMATS, "old")]

    with_shell(tmp_path, qt_app, scenario)


def test_a_list_with_named_items_asks_nobody(qt_app, tmp_path):
    async def scenario(shell):
        choosing, told = listening(shell)
        await shell.job("feed", state=JobState.RESOLVING, items="1-3")
        await shell.engine._queue.move_to("feed", JobState.CHOOSING)
        assert (choosing.waiting(Place.FORMATS), told) == ((), [])

    with_shell(tmp_path, qt_app, scenario)


def test_postponing_goes_to_the_end_of_the_line(qt_app, tmp_path):
    async def scenario(shell):
        choosing, _told = listening(shell)
        for job_id in ("one", "two"):
            await shell.comes_to_choice(job_id)
        choosing.postpone(Place.FORMATS, "one")
        choosing.postpone(Place.FORMATS, "gone")
        assert choosing.waiting(Place.FORMATS) == ("two", "one")

    with_shell(tmp_path, qt_app, scenario)


def test_what_was_put_off_is_offered_again_in_the_next_round(qt_app, tmp_path):
    async def scenario(shell):
        choosing, _told = listening(shell)
        offered = []
        for job_id in ("one", "two"):
            await shell.comes_to_choice(job_id)
        while (job_id := choosing.next_of_round(Place.FORMATS)) is not None:
            offered.append(job_id)
            choosing.postpone(Place.FORMATS, job_id)
        choosing.begin_round()
        assert (offered, choosing.next_of_round(Place.FORMATS)) == (["one", "two"], "one")

    with_shell(tmp_path, qt_app, scenario)


def test_who_chooses_again_after_putting_it_off_is_offered_it(qt_app, tmp_path):
    async def scenario(shell):
        choosing, _told = listening(shell)
        await shell.comes_to_choice("one")
        choosing.postpone(Place.FORMATS, "one")
        await shell.engine._queue.move_to("one", JobState.CANCELLED)
        await shell.engine._queue.move_to("one", JobState.RESOLVING)
        await shell.engine._queue.move_to("one", JobState.CHOOSING)
        assert choosing.next_of_round(Place.FORMATS) == "one"

    with_shell(tmp_path, qt_app, scenario)


def test_after_stop_nothing_is_heard(qt_app, tmp_path):
    async def scenario(shell):
        choosing, told = listening(shell)
        choosing.stop()
        await shell.comes_to_choice("media")
        assert (choosing.waiting(Place.FORMATS), told) == ((), [])

    with_shell(tmp_path, qt_app, scenario)
