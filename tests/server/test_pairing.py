"""Pairing: only in its time, three at most, to who asked, once."""

import asyncio
import dataclasses

import pytest

from mediadl.domain.clients import Client, Scope
from mediadl.server.clients import client_with_token
from mediadl.server.pairing import PICK_UP_S, WINDOW_S, Answer, Asking, Closed, Pairing, TooMany
from tests.helpers.api import CHROME, FIREFOX


class Clock:
    """Of this test."""

    now = 100.0


async def _make(name: str, scopes: frozenset[Scope], origin: str | None) -> tuple[Client, str]:
    await asyncio.sleep(0)
    return client_with_token(name, scopes, origin=origin)


def _pairing() -> tuple[Pairing, Clock]:
    clock = Clock()
    return Pairing(_make, lambda: clock.now), clock


async def _poll(pairing: Pairing, one: Asking, **changes: str | None) -> tuple[Answer, str | None]:
    asked = dataclasses.replace(one, **changes)
    return await pairing.poll(asked.pair_id, asked.secret, asked.origin)


async def test_nobody_may_ask_before_and_after_the_time() -> None:
    pairing, clock = _pairing()
    with pytest.raises(Closed):
        pairing.ask("A", CHROME, [Scope.READ])
    pairing.open()
    one = pairing.ask("A", CHROME, [Scope.READ])
    clock.now += WINDOW_S
    with pytest.raises(Closed):
        pairing.ask("A", CHROME, [Scope.READ])
    assert not pairing.allow(one.pair_id)
    assert await _poll(pairing, one) == (Answer.EXPIRED, None)


async def test_the_token_is_told_once_to_who_asked() -> None:
    pairing, _clock = _pairing()
    pairing.open()
    one = pairing.ask("A", CHROME, [Scope.READ])
    assert await _poll(pairing, one) == (Answer.PENDING, None)
    assert pairing.allow(one.pair_id)
    for changes in ({"secret": "x"}, {"origin": FIREFOX}, {"origin": None}, {"pair_id": "x"}):
        assert await _poll(pairing, one, **changes) == (Answer.EXPIRED, None)
    answer, token = await _poll(pairing, one)
    assert (answer, str(token)[:4]) == (Answer.APPROVED, "mdl_")
    assert await _poll(pairing, one) == (Answer.EXPIRED, None)


async def test_of_many_polls_at_once_one_gets_the_token() -> None:
    pairing, _clock = _pairing()
    pairing.open()
    one = pairing.ask("A", None, [Scope.READ])
    pairing.allow(one.pair_id)
    answers = await asyncio.gather(*(_poll(pairing, one) for _ in range(20)))
    assert sum(token is not None for _answer, token in answers) == 1


async def test_a_no_is_told_and_an_allowed_token_does_not_wait_for_ever() -> None:
    pairing, clock = _pairing()
    pairing.open()
    no, late = (pairing.ask(name, None, [Scope.READ]) for name in "AB")
    pairing.deny(no.pair_id)
    assert not pairing.allow(no.pair_id)
    assert await _poll(pairing, no) == (Answer.DENIED, None)
    pairing.allow(late.pair_id)
    clock.now += PICK_UP_S
    assert await _poll(pairing, late) == (Answer.EXPIRED, None)


def test_three_wait_and_each_has_a_code_of_its_own() -> None:
    pairing, _clock = _pairing()
    pairing.open()
    told = []
    pairing.on_change.append(lambda: told.append(len(pairing.waiting)))
    codes = {pairing.ask(name, None, [Scope.READ]).code for name in "ABC"}
    with pytest.raises(TooMany):
        pairing.ask("D", None, [Scope.READ])
    assert (len(codes), {len(code) for code in codes}) == (3, {6})
    pairing.close()
    assert (told, pairing.waiting) == ([1, 2, 3, 0], ())
