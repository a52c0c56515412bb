"""Jobs that failed for want of an account are tried again: with what was typed, or once it was added."""

from pathlib import Path

import pytest

from mediadl.domain.accounts import AccountKind
from mediadl.domain.errors import NotAllowed
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import JobState
from mediadl.domain.options import DownloadOptions
from mediadl.domain.rules import Rule
from tests.helpers.engines import Watched, running_engine, until
from tests.helpers.jars import a_local_jar
from tests.helpers.jobs import a_job

HERE = "http://127.0.0.1:9/watch"


async def failed(
    watched: Watched, tmp_path: Path, kind: FailureKind, url: str = HERE, client: str | None = None
):
    options = DownloadOptions(folder=str(tmp_path))
    job = a_job(JobState.FAILED, url=url, options=options, failure=failure(kind), client_id=client)
    await watched.engine._queue.add([job])
    return job


async def test_the_job_whose_remedy_was_used_is_tried_again_when_its_account_comes(tmp_path: Path) -> None:
    async with running_engine(tmp_path) as watched:
        asked = await failed(watched, tmp_path, FailureKind.LOGIN_NEEDED)
        other = await failed(watched, tmp_path, FailureKind.PRIVATE)
        far = await failed(watched, tmp_path, FailureKind.LOGIN_NEEDED, "https://far.example/")
        gone = await failed(watched, tmp_path, FailureKind.GONE)
        for job in (asked, far):
            watched.engine.retry_when_added(job.id)
        account = await watched.engine.accounts.import_cookies(a_local_jar(session="not-real"))
        await watched.until(lambda: watched.engine.job(asked.id).state is not JobState.FAILED)
        assert watched.engine.jobs_wanting(account.id) == (other,)
        assert {watched.engine.job(job.id).state for job in (far, gone)} == {JobState.FAILED}


async def test_what_a_client_hands_over_is_no_account_that_the_user_was_about_to_add(tmp_path: Path) -> None:
    async with running_engine(tmp_path) as watched:
        engine, job = watched.engine, await failed(watched, tmp_path, FailureKind.LOGIN_NEEDED)
        engine.retry_when_added(job.id)
        planted = await engine.accounts.import_cookies(a_local_jar(session="not-real"), client_id="one")
        assert engine.jobs_wanting(planted.id) == ()
        assert engine.job(job.id).state is JobState.FAILED


async def test_an_account_that_is_added_for_a_clients_job_is_lent_to_this_job_alone(tmp_path: Path) -> None:
    async with running_engine(tmp_path) as watched:
        engine, asked = (
            watched.engine,
            await failed(watched, tmp_path, FailureKind.LOGIN_NEEDED, client="one"),
        )
        other = await failed(watched, tmp_path, FailureKind.LOGIN_NEEDED, client="one")
        engine.retry_when_added(asked.id)
        foreign = await engine.accounts.import_cookies(a_local_jar(session="not-real"), client_id="two")
        assert engine.jobs_wanting(foreign.id) == ()
        account = await engine.accounts.import_cookies(a_local_jar(session="not-real"))
        await watched.until(lambda: engine.job(asked.id).state is not JobState.FAILED)
        for layer in (engine.job(asked.id).options, engine.job(asked.id).asked):
            assert layer.cookies_id == account.id
        assert engine.job(other.id).options.cookies_id is None


async def test_rules_follow_an_account_that_is_renamed(tmp_path: Path) -> None:
    async with running_engine(tmp_path, rules=(Rule(site="127.0.0.1", cookies="Work"),)) as watched:
        account = await watched.engine.accounts.import_cookies(a_local_jar(session="not-real"), name="Work")
        await watched.engine.accounts.rename(account.id, "Office")
        assert watched.engine.settings.rules[0].cookies == "Office"


async def test_passwords_of_proxies_that_were_saved_go_into_the_vault(tmp_path: Path) -> None:
    async with running_engine(tmp_path) as watched:
        if not (await watched.engine.accounts.opened()).is_open:
            pytest.skip("there is no keyring")
        old = DownloadOptions(proxy="http://me:not-real@proxy.lan:1", folder=str(tmp_path))
        await watched.engine._queue.add([a_job(JobState.PAUSED, id="old", options=old)])
    async with running_engine(tmp_path) as watched:
        await until(lambda: watched.engine.job("old").options.proxy == "http://me@proxy.lan:1")
        sent = await watched.engine.accounts.secrets_for("https://a.org", watched.engine.job("old").options)
        assert sent.proxy == "http://me:not-real@proxy.lan:1"
    async with running_engine(tmp_path) as watched:
        await watched.engine.accounts.opened()
        assert len(watched.engine.accounts.accounts) == 1


async def test_a_password_of_a_video_helps_only_where_one_was_asked_for(tmp_path: Path) -> None:
    async with running_engine(tmp_path) as watched:
        locked = await failed(watched, tmp_path, FailureKind.VIDEO_PASSWORD)
        await failed(watched, tmp_path, FailureKind.LOGIN_NEEDED)
        account = await watched.engine.accounts.add_login(
            AccountKind.VIDEO_PASSWORD, None, "127.0.0.1", "", "not-real"
        )
        assert watched.engine.jobs_wanting(account.id) == (locked,)


async def test_what_is_typed_is_used_once_and_forgotten_at_the_end(tmp_path: Path) -> None:
    async with running_engine(tmp_path, automatic_retries=0) as watched:
        job = await failed(watched, tmp_path, FailureKind.TWO_FACTOR)
        await watched.engine.retry_with(job.id, two_factor=" 123456 ", video_password="not-real")
        typed = watched.engine.accounts._typed[job.id]
        assert (typed.two_factor, typed.video_password) == ("123456", "not-real")
        await watched.until_ended(job.id)
        assert watched.engine.accounts._typed == {}


@pytest.mark.parametrize(("state", "code"), [(JobState.FAILED, " "), (JobState.PAUSED, "123456")])
async def test_nothing_is_tried_without_a_code_or_a_failure(
    tmp_path: Path, state: JobState, code: str
) -> None:
    async with running_engine(tmp_path) as watched:
        job = a_job(state, options=DownloadOptions(folder=str(tmp_path)))
        await watched.engine._queue.add([job])
        with pytest.raises(NotAllowed):
            await watched.engine.retry_with(job.id, two_factor=code)
        assert watched.engine.job(job.id).state is state
