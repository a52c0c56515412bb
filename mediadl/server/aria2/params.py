"""Parameters of calls: each is looked at before it is used, because clients may send anything."""

from typing import Any, TypeVar

from mediadl.server.aria2.messages import RpcError

T = TypeVar("T")

Params = list[Any]
"""Of one call, without its token."""


def needed(params: Params, at: int, kind: type[T]) -> T:
    """The parameter at this place.

    Raises:
        RpcError: it is missing, or of another kind.
    """
    if at >= len(params):
        raise RpcError(f"The parameter at {at} is required but missing.")
    return _of_kind(params[at], at, kind)


def optional(params: Params, at: int, kind: type[T], otherwise: T) -> T:
    """The parameter at this place, or something else where there is none.

    Raises:
        RpcError: it is of another kind.
    """
    return _of_kind(params[at], at, kind) if at < len(params) and params[at] is not None else otherwise


def texts(params: Params, at: int) -> list[str]:
    """The list of strings at this place; empty where there is none.

    Raises:
        RpcError: it is no list of strings.
    """
    empty: list[str] = []
    return [_of_kind(one, at, str) for one in optional(params, at, list, empty)]


def _of_kind(value: Any, at: int, kind: type[T]) -> T:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise RpcError(f"The parameter at {at} has wrong type.")
    return value
