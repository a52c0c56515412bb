"""A failed attempt becomes a waiting job or a failed one, over a real queue."""

from pathlib import Path
from typing import Any

import pytest

from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import Job, JobState
from mediadl.domain.options import DownloadOptions
from mediadl.domain.retry import OTHER_FORMAT
from mediadl.domain.settings import Settings
from mediadl.domain.waiting import WaitReason
from mediadl.engine.bus import Bus
from mediadl.engine.network import Network
from mediadl.engine.queue import JobQueue
from mediadl.engine.retries import Retries
from mediadl.engine.sites import Sites
from mediadl.store.store import Store
from tests.helpers.jobs import a_job

K, S = FailureKind, JobState


class _Setting:
    def __init__(self, store: Store) -> None:
        self.queue = JobQueue(store.jobs, Bus())
        self.sites = Sites()
        self.reached: set[str] = set()
        self.settings = Settings()
        self.retries = Retries(self.queue, self.sites, Network(self._dial), lambda: self.settings)

    def _dial(self, host: str, _port: int) -> None:
        if host not in self.reached:
            raise OSError("no route")

    async def failed(
        self, kind: FailureKind, reached: float = 0.0, retry_after_s: float | None = None, **changes: Any
    ) -> Job:
        """The job after it has failed this way."""
        job = a_job(changes.pop("state", S.RUNNING), **changes)
        await self.queue.add([job])
        problem = failure(kind).model_copy(update={"retry_after_s": retry_after_s})
        await self.retries.fail(job.id, problem, reached)
        return self.queue.get(job.id)


@pytest.fixture
async def setting(tmp_path: Path):
    store = await Store.open(tmp_path / "retries.sqlite3")
    yield _Setting(store)
    await store.close()


async def test_a_passing_fault_is_waited_out_and_the_attempt_counted(setting: _Setting) -> None:
    job = await setting.failed(K.SERVER_ERROR, 0.4, fraction=0.4)
    assert (job.state, job.attempts, job.fraction) == (S.WAITING, 1, 0.4)
    assert job.wait is not None
    assert (job.wait.reason, job.failure) == (WaitReason.RETRY, None)


async def test_what_does_not_pass_fails_at_once(setting: _Setting) -> None:
    job = await setting.failed(K.DRM)
    assert (job.state, job.failure) == (S.FAILED, failure(K.DRM))


async def test_attempts_come_to_an_end_unless_the_job_moves_on(setting: _Setting) -> None:
    assert (await setting.failed(K.TIMED_OUT, 0.2, fraction=0.2, attempts=5)).state is S.FAILED
    moved = await setting.failed(K.TIMED_OUT, 0.5, fraction=0.2, attempts=5)
    assert (moved.state, moved.attempts) == (S.WAITING, 1)


async def test_a_list_that_is_half_told_fails(setting: _Setting) -> None:
    assert (await setting.failed(K.SERVER_ERROR, state=S.CHOOSING)).state is S.FAILED


async def test_a_refusal_pauses_the_site_even_when_the_job_fails(setting: _Setting) -> None:
    job = await setting.failed(K.RATE_LIMITED, retry_after_s=7, url="https://www.example.com/a")
    assert job.wait is not None
    assert (job.wait.reason, list(setting.sites.pauses())) == (WaitReason.RATE_LIMIT, ["example.com"])
    assert 6.5 < (job.wait.length_s or 0) < 8.1
    setting.settings = Settings(automatic_retries=0)
    assert (await setting.failed(K.RATE_LIMITED, url="https://other.org/")).state is S.FAILED
    assert "other.org" in setting.sites.pauses()


async def test_without_a_network_the_job_waits_for_it(setting: _Setting) -> None:
    job = await setting.failed(K.NETWORK_DOWN, attempts=2)
    assert job.wait is not None
    assert (job.wait.reason, job.wait.until, job.attempts) == (WaitReason.NETWORK, None, 2)


async def test_one_host_without_an_address_is_no_sign_of_a_missing_network(setting: _Setting) -> None:
    if not setting.retries._network.has_interface():
        pytest.skip("nothing but the loopback here")
    assert (await setting.failed(K.HOST_NOT_FOUND)).state is S.FAILED


async def test_a_host_is_missing_with_the_network_when_known_ones_are_too(setting: _Setting) -> None:
    await setting.queue.add([a_job(url="http://known.example/")])
    lost = await setting.failed(K.HOST_NOT_FOUND, url="http://lost.example/")
    assert lost.wait is not None
    assert lost.wait.reason is WaitReason.NETWORK
    setting.reached = {"known.example"}
    assert (await setting.failed(K.HOST_NOT_FOUND, url="http://gone.example/")).state is S.FAILED


async def test_a_format_that_is_gone_is_replaced_and_told(setting: _Setting) -> None:
    job = await setting.failed(K.FORMAT_GONE, options=DownloadOptions(custom_format="137", folder="/d"))
    assert (job.state, job.options) == (S.WAITING, DownloadOptions(folder="/d"))
    assert job.differences == (OTHER_FORMAT,)
