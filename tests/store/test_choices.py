"""Choices last as long as their job, and no longer."""

from collections.abc import Callable

from mediadl.domain.choice import Choice, EntryKey
from mediadl.store.store import Store
from tests.helpers.jobs import a_job

_CHOICE = Choice(everything=False, checked=(EntryKey("https://x/1"),))


async def test_a_choice_is_saved_and_replaced(store: Store):
    await store.jobs.append([a_job(id="a"), a_job(id="b")])
    await store.choices.save("a", Choice(range="1-3"))
    await store.choices.save("a", _CHOICE)
    await store.choices.save("b", Choice())
    assert await store.choices.load() == {"a": _CHOICE, "b": Choice()}


async def test_a_choice_goes_with_its_job_and_none_is_saved_for_a_stranger(store: Store):
    await store.jobs.append([a_job(id="a"), a_job(id="b")])
    for job_id in ("a", "b", "nobody"):
        await store.choices.save(job_id, _CHOICE)
    await store.jobs.delete(["a"])
    await store.jobs.replace("b", [a_job()])
    assert await store.choices.load() == {}


async def test_a_choice_that_cannot_be_read_costs_no_other(store: Store, allow_log: Callable[[str], None]):
    allow_log("cannot be read")
    await store.jobs.append([a_job(id="a"), a_job(id="b")])
    await store.choices.save("a", _CHOICE)
    await store.choices.save("b", _CHOICE)
    await store.database.write(
        lambda c: c.execute("UPDATE choices SET body = CAST(x'ff7b' AS TEXT) WHERE job_id = 'a'")
    )
    assert await store.choices.load() == {"b": _CHOICE}
