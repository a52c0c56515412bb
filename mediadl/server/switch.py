"""Follows the setting that switches the API on and off, and tells where it listens or why it does not."""

import asyncio
from collections.abc import Callable

from mediadl.domain.clients import Client
from mediadl.domain.errors import UserError
from mediadl.domain.events import SettingsChanged
from mediadl.engine.engine import Engine
from mediadl.engine.tasks import Tasks
from mediadl.server.server import ApiServer


class ApiSwitch:
    """Starts and stops one `ApiServer`, one change after the other; the last setting holds."""

    def __init__(self, engine: Engine, server: ApiServer, tasks: Tasks) -> None:
        self.server = server
        self.problem = ""
        """Why it does not listen although it should, in a sentence; empty when all is well."""
        self.on_change: list[Callable[[], None]] = []
        """Called after it has started, stopped or failed to start."""
        self.on_problem: list[Callable[[str], None]] = []
        """Called with the sentence when it has failed to start."""
        self.on_foreign_token: list[Callable[[Client, str | None], None]] = []
        """Called when a token comes from another origin than it was paired from, or than it is known from."""
        self._engine = engine
        self._tasks = tasks
        self._lock = asyncio.Lock()
        server.on_build.append(lambda api: api.on_foreign_token.append(self._on_foreign_token))
        self._unsubscribe = engine.bus.subscribe(SettingsChanged, self._on_settings)

    async def follow(self) -> None:
        """Bring the API to what the settings say now."""
        async with self._lock:
            settings = self._engine.settings
            listening = self.server.listening
            if listening is not None and (not settings.api_enabled or listening.wanted != settings.api_port):
                await self.server.stop()
            self.problem = ""
            if settings.api_enabled and self.server.listening is None:
                try:
                    await self.server.start(settings.api_port)
                except UserError as error:
                    self._fail(str(error))
        for listener in self.on_change:
            listener()

    async def close(self) -> None:
        """Follow no more, and stop."""
        self._unsubscribe()
        async with self._lock:
            await self.server.stop()

    def _fail(self, sentence: str) -> None:
        self.problem = sentence
        for listener in self.on_problem:
            listener(sentence)

    def _on_foreign_token(self, client: Client, origin: str | None) -> None:
        for listener in self.on_foreign_token:
            listener(client, origin)

    def _on_settings(self, event: SettingsChanged) -> None:
        now, before = event.settings, event.before
        if (now.api_enabled, now.api_port) != (before.api_enabled, before.api_port):
            self._tasks.spawn(self.follow(), name="switch the API")
