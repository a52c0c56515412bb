"""Jobs of API clients are watched over, and wait for a word when they lead into the user's own network."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from mediadl.domain.addresses import Exceptions
from mediadl.domain.errors import InvalidLink, NotAllowed, UserError
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import Job, JobState
from mediadl.domain.resolving import Asked
from mediadl.domain.settings import Settings
from mediadl.domain.waiting import Wait, WaitReason
from mediadl.engine.approvals import LOOPBACK_SWITCH, exceptions_of, guard_of, tell_switch, wanted_addresses
from tests.helpers.canary import plain_site
from tests.helpers.engines import Watched, running_engine
from tests.helpers.jobs import a_job
from tests.helpers.media_site import MediaSiteProcess

CLIENT = "9f0c6a52-0000-4000-8000-000000000001"
NAS = "http://10.255.255.1/film.mp4"


async def added(scene: Watched, link: str, client_id: str = CLIENT) -> Job:
    return await scene.engine._add(link, Asked(None), client_id=client_id)


async def asking(scene: Watched, link: str = NAS, client_id: str = CLIENT) -> Job:
    job = await added(scene, link, client_id)
    await scene.until(lambda: bool(wanted_addresses(scene.engine.job(job.id))))
    return scene.engine.job(job.id)


@pytest.fixture(autouse=True)
def _without_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LOOPBACK_SWITCH, raising=False)


async def test_a_job_of_a_client_does_not_reach_this_computer(tmp_path: Path) -> None:
    async with running_engine(tmp_path) as scene:
        with plain_site() as site:
            with pytest.raises(InvalidLink):
                await added(scene, f"{site.base}/film.mp4")
            own = await scene.engine.add(f"{site.base}/film.mp4")
            await scene.until_ended(own.id)
        assert site.hits  # the user's own may


async def test_with_the_switch_for_tests_a_client_gets_its_file(
    tmp_path: Path, media_site: MediaSiteProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LOOPBACK_SWITCH, "1")
    async with running_engine(tmp_path) as scene:
        job = await scene.until_ended((await added(scene, media_site.url("media/small.mp4"))).id)
    assert job.state is JobState.COMPLETED


async def test_a_private_address_waits_for_a_word_and_no_makes_it_fail(tmp_path: Path) -> None:
    async with running_engine(tmp_path) as scene:
        job = await asking(scene)
        assert wanted_addresses(job) == ("10.255.255.1",)
        assert job.wait is not None
        assert job.wait.until is None
        await scene.engine.stop_waiting(job.id)
        refused = scene.engine.job(job.id)
    assert refused.failure is not None
    assert refused.failure.kind is FailureKind.ADDRESS_PRIVATE


async def test_allowing_once_is_for_this_job_alone(tmp_path: Path) -> None:
    async with running_engine(tmp_path) as scene:
        job, other = await asking(scene), await asking(scene)
        await scene.engine.allow_address(job.id)
        allowed = scene.engine.job(job.id)
        assert allowed.state is JobState.RESOLVING
        assert exceptions_of(allowed, scene.engine.settings).networks == ("10.255.255.1",)
        assert wanted_addresses(scene.engine.job(other.id))
        with pytest.raises(NotAllowed):
            await scene.engine.allow_address(job.id)


async def test_allowing_a_client_lets_all_its_jobs_go_on_and_nobody_elses(tmp_path: Path) -> None:
    async with running_engine(tmp_path) as scene:
        job, other, foreign = await asking(scene), await asking(scene), await asking(scene, client_id="other")
        await scene.engine.allow_address(job.id, for_client=True)
        engine = scene.engine
        assert engine.settings.allowed_addresses == ((CLIENT, "10.255.255.1"),)
        assert engine.job(other.id).state is JobState.RESOLVING
        assert wanted_addresses(engine.job(foreign.id))
        assert exceptions_of(engine.job(other.id), engine.settings).networks == ("10.255.255.1",)


def test_the_users_own_jobs_are_not_watched_over() -> None:
    assert guard_of(a_job(), Settings()) == {}


def test_ranges_of_a_vpn_are_open_to_all_clients() -> None:
    job = dataclasses.replace(a_job(), client_id=CLIENT)
    settings = Settings(vpn_ranges=("198.18.0.0/15",), allowed_addresses=(("other", "10.0.0.1"),))
    assert guard_of(job, settings) == {
        "guarded": True,
        "exceptions": Exceptions(networks=("198.18.0.0/15",)),
    }


async def test_ranges_that_are_not_private_cannot_be_set(tmp_path: Path) -> None:
    async with running_engine(tmp_path) as scene:
        with pytest.raises(UserError, match="no private range"):
            await scene.engine.change_settings(vpn_ranges=("0.0.0.0/0",))


def test_only_a_job_that_waits_for_a_word_wants_addresses() -> None:
    problem = failure(FailureKind.ADDRESS_PRIVATE).model_copy(update={"addresses": ("10.0.0.1",)})
    wait = Wait(reason=WaitReason.APPROVAL, failure=problem)
    assert wanted_addresses(a_job(JobState.WAITING, wait=wait)) == ("10.0.0.1",)
    assert wanted_addresses(a_job(JobState.WAITING, wait=Wait(reason=WaitReason.RETRY))) == ()
    assert wanted_addresses(a_job(JobState.FAILED, failure=problem)) == ()


def test_a_packaged_program_does_not_heed_the_switch(
    monkeypatch: pytest.MonkeyPatch, allow_log: Callable[[str], None]
) -> None:
    monkeypatch.setenv(LOOPBACK_SWITCH, "1")
    monkeypatch.setattr("sys.frozen", True, raising=False)
    allow_log("not heeded")
    tell_switch()
    job = dataclasses.replace(a_job(), client_id=CLIENT)
    assert not exceptions_of(job, Settings()).loopback
