"""Jobs in aria2's words: every state has one, figures are strings, keys and parts are as asked for."""

from pathlib import Path
from typing import Any

import pytest

from mediadl.domain.failures import Failure, FailureKind
from mediadl.domain.job import JobState
from mediadl.domain.progress import Progress
from mediadl.server.aria2.status import Shown, part, state_of, struct
from tests.helpers.jobs import a_job

HERE, AWAY = Shown("/downloads", is_whole=True), Shown("/downloads", is_whole=False)


@pytest.mark.parametrize("state", JobState)
def test_every_state_has_a_word_and_every_figure_is_a_string(state: JobState) -> None:
    told = struct(a_job(state), Progress(done_bytes=5, total_bytes=10, speed_bps=2.4), HERE)
    assert told["status"] == state_of(a_job(state))
    figures = {key: value for key, value in told.items() if key != "files"} | told["files"][0]
    assert {type(value) for key, value in figures.items() if key != "uris"} == {str}
    assert told["downloadSpeed"] == ("2" if state is JobState.RUNNING else "0")


def test_what_has_ended_tells_its_size_or_what_went_wrong() -> None:
    done = struct(a_job(JobState.COMPLETED, size_bytes=99, files=("/downloads/a/b.mp4",)), None, HERE)
    assert (done["totalLength"], done["completedLength"], done["errorCode"]) == ("99", "99", "0")
    failure = Failure(kind=FailureKind.NOT_FOUND, message="It is gone.", detail="")
    failed = struct(a_job(JobState.FAILED, failure=failure), None, HERE)
    assert (failed["errorCode"], failed["errorMessage"]) == ("3", "It is gone.")


@pytest.mark.parametrize(
    ("changes", "shown", "place"),
    [
        ({"files": ("/downloads/a/b.mp4",)}, HERE, ("/downloads/a", "/downloads/a/b.mp4")),
        ({"files": ("/downloads/a/b.mp4",)}, AWAY, ("", "a/b.mp4")),
        ({"files": ("/elsewhere/b.mp4",)}, AWAY, ("", "b.mp4")),
        ({"title": "A/B"}, HERE, ("/downloads", "/downloads/A\u29f8B.part")),
        ({"title": None}, HERE, ("/downloads", "")),
        ({"title": "A"}, AWAY, ("", "A.part")),
    ],
)
def test_paths_are_whole_for_programs_alone_and_lead_to_one_file_or_to_none(
    changes: dict[str, Any], shown: Shown, place: tuple[str, str]
) -> None:
    told = struct(a_job(**changes), None, shown)
    assert (Path(told["dir"]), Path(told["files"][0]["path"])) == tuple(map(Path, place))


def test_only_the_keys_that_are_asked_for_are_told() -> None:
    assert struct(a_job(), None, HERE, ["status", "nonsense", "status"]) == {"status": "waiting"}


@pytest.mark.parametrize(
    ("offset", "count", "found"),
    [
        (0, 2, "ab"), (1, 9, "bc"), (3, 1, ""), (0, 0, ""), (-1, 9, "cba"), (-1, 2, "cb"), (-2, 1, "b"),
        (-3, 9, "a"), (-4, 9, ""),
    ],
)  # fmt: skip
def test_a_negative_offset_counts_from_the_end_and_goes_backwards(
    offset: int, count: int, found: str
) -> None:
    assert "".join(part("abc", offset, count)) == found
