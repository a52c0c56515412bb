"""Tokens are long, kept as digests, told apart whole, and slow to guess."""

from mediadl.domain.clients import Client, Scope
from mediadl.server.clients import client_with_token
from mediadl.server.tokens import DELAY_S, FREE_FAILURES, WINDOW_S, Failures, digest, new_token, owner_of


def _clients() -> tuple[list[Client], str]:
    made = [client_with_token(name, [Scope.READ]) for name in "ABC"]
    return [client for client, _token in made], made[1][1]


def test_a_token_has_256_bits_and_is_never_the_same() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {len("mdl_") + 43}
    assert digest("mdl_x") != digest("mdl_y")


def test_a_token_finds_its_client() -> None:
    clients, token = _clients()
    assert owner_of(token, clients) is clients[1]


def test_what_is_nearly_a_token_is_none() -> None:
    clients, token = _clients()
    near = (
        token[:-1],
        token + "a",
        token.upper(),
        token + "\n",
        digest(token),
        "",
        "mdl_",
        "mdl_" + "é" * 43,
    )
    assert [owner_of(one, clients) for one in near] == [None] * len(near)


def test_the_answer_to_a_guess_waits_after_ten_within_a_minute() -> None:
    now = [0.0]
    failures = Failures(lambda: now[0])
    assert [failures.note() for _ in range(FREE_FAILURES + 2)] == [0.0] * FREE_FAILURES + [DELAY_S] * 2
    now[0] += WINDOW_S + 1
    assert failures.note() == 0.0
