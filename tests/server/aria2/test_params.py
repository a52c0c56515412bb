"""A parameter is what it should be, or the call is refused."""

import pytest

from mediadl.server.aria2.messages import RpcError
from mediadl.server.aria2.params import needed, optional, texts


def test_parameters_are_found_by_their_place() -> None:
    params = ["gid", 5, ["a", "b"], None]
    assert needed(params, 0, str) == "gid"
    assert optional(params, 3, int, 9) == optional(params, 4, int, 9) == 9
    assert (texts(params, 2), texts(params, 3), texts(params, 4)) == (["a", "b"], [], [])


@pytest.mark.parametrize(("at", "kind"), [(0, int), (1, str), (2, int), (3, str), (9, str)])
def test_another_kind_or_none_is_refused(at: int, kind: type) -> None:
    with pytest.raises(RpcError, match=f"parameter at {at}"):
        needed(["gid", 5, True, None], at, kind)
    with pytest.raises(RpcError, match="wrong type"):
        texts([["a", 1]], 0)
