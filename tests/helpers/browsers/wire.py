"""Commands and events as JSON over a WebSocket, as both CDP and WebDriver BiDi have them."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from mediadl.engine.tasks import Tasks
from tests.helpers.browsers.browser import PageError

ANSWER_LIMIT_S = 45.0


class Wire:
    """Sends commands and waits for their answers; `on_event` hears everything else."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._asked: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.on_event: Callable[[dict[str, Any]], None] = lambda _event: None

    async def ask(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        """The result of a command. Raises PageError with what the browser says is wrong."""
        number = next(self._numbers)
        answer = self._asked[number] = asyncio.get_running_loop().create_future()
        extra = {"sessionId": session} if session else {}
        await self._socket.send_str(json.dumps({"id": number, "method": method, "params": params, **extra}))
        try:
            said = await asyncio.wait_for(answer, ANSWER_LIMIT_S)
        except TimeoutError:
            raise PageError(f"{method} was not answered within {ANSWER_LIMIT_S} s") from None
        finally:
            self._asked.pop(number, None)
        if "error" in said:
            raise PageError(f"{method}: {said['error']} {said.get('message', '')}")
        result: dict[str, Any] = said["result"]
        return result

    async def read(self) -> None:
        """Hand out what comes, until the browser hangs up."""
        async for message in self._socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            said = json.loads(message.data)
            if (answer := self._asked.get(said.get("id"))) is not None and not answer.done():
                answer.set_result(said)
            elif "method" in said:
                self.on_event(said)
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(PageError("the browser hung up"))


@asynccontextmanager
async def connected(address: str) -> AsyncIterator[Wire]:
    """A wire to the browser that listens there."""
    tasks = Tasks()
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(address, max_msg_size=0, autoping=True) as socket,
    ):
        wire = Wire(socket)
        tasks.spawn(wire.read(), name="read from the browser")
        try:
            yield wire
        finally:
            await tasks.cancel_all()
