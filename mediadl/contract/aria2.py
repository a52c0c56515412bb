"""aria2's JSON-RPC as the documents tell of it; it is read and written in `server.aria2.messages`."""

from typing import Any

from pydantic import BaseModel, Field

from mediadl.contract.plain import Told


class RpcRequest(BaseModel):
    """One call; a list of them, and calls within `system.multicall`, are taken too."""

    jsonrpc: str = "2.0"
    id: str | int | None = None
    method: str = Field(examples=["aria2.tellActive"])
    params: list[Any] = Field(default=[], examples=[["token:mdl_…", ["gid", "status"]]])
    """The token first."""


class RpcFault(Told):
    """What went wrong."""

    code: int
    message: str


class RpcAnswer(Told):
    """The result of a call, or what went wrong with it."""

    jsonrpc: str = "2.0"
    id: str | int | float | None = None
    result: Any = None
    error: RpcFault | None = None
