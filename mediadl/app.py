"""Where everything is built and joined: the engine with its store and workers, and the face that uses it."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediadl import log
from mediadl.cli.add_arguments import AddArguments
from mediadl.cli.arguments import (
    FormatsArguments,
    GetArguments,
    PlaylistArguments,
    SelfTestArguments,
    ShowArguments,
    WindowArguments,
    WorkerArguments,
    parse,
)
from mediadl.cli.cookies_arguments import CookiesArguments
from mediadl.cli.serve_arguments import ServeArguments
from mediadl.cli.token_arguments import TokenArguments
from mediadl.domain.errors import UserError
from mediadl.domain.events import QueueRestored, SaveFailed
from mediadl.domain.restoration import Restoration
from mediadl.engine.bus import Bus
from mediadl.engine.engine import PROBES_AT_ONCE, Engine
from mediadl.engine.fork_server import forks_command
from mediadl.engine.hand_over import send_by_socket
from mediadl.engine.pool import WorkerPool
from mediadl.engine.prober import Prober
from mediadl.engine.tasks import Tasks, report_to_log
from mediadl.engine.worker_process import worker_command
from mediadl.paths import Paths, ensure_private
from mediadl.store.archive import peek_archive
from mediadl.store.ownership import Ownership
from mediadl.store.settings import peek
from mediadl.store.store import Store
from mediadl.vault.keyring_key import Keys
from mediadl.vault.vault import Vault

Command = (
    SelfTestArguments | GetArguments | FormatsArguments | PlaylistArguments | ShowArguments | CookiesArguments
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from mediadl.server.switch import ApiSwitch
    from mediadl.ui.foreign_token import ForeignToken
    from mediadl.ui.had_notices import HadNotices
    from mediadl.ui.keep_awake import KeepAwake
    from mediadl.ui.main_window import MainWindow
    from mediadl.ui.operations import Operations
    from mediadl.ui.vault_notice import VaultNotice
    from mediadl.ui.when_done import WhenDone


@asynccontextmanager
async def open_engine(
    paths: Paths,
    tasks: Tasks,
    *,
    probes_at_once: int = PROBES_AT_ONCE,
    vault_folder: Path | None = None,
    settings: Mapping[str, Any] | None = None,
) -> AsyncIterator[tuple[Engine, Prober]]:
    """Build an engine over the database at `paths`, and take everything down in order at the end.

    With `vault_folder`, another place for the vault than beside the database, the queue is a passing one that
    needs no backups. `settings` hold over the saved ones, in this process alone.

    Raises:
        UserError: a folder or the database cannot be used.
    """
    ensure_private(paths.data)
    store = await Store.open(paths.database, keeps_backups=vault_folder is None)
    store.settings.lay_over(settings or {})
    try:
        folder = ensure_private(ensure_private(paths.cache) / "worker")
        pool = WorkerPool(worker_command(), folder, store.workers, tasks, forks=forks_command())
        engine = Engine(store, pool, Bus(), tasks, probes_at_once=probes_at_once)
        vault = Vault(vault_folder or paths.vault, Keys())
        engine.accounts.keep_in(vault)
        try:
            await engine.start()
            yield engine, Prober(engine.accounts)
        finally:
            await engine.stop()
            await tasks.cancel_all()
            vault.close()
            await tasks.cancel_all()  # what a keyring that answered in between has begun
    finally:
        await store.close()


def main(argv: Sequence[str]) -> int:
    """Run the window or a command; returns the exit code."""
    arguments = parse(argv)
    try:
        match arguments:
            case WindowArguments(links=links):
                return _run_window(links, Paths.of_user())
            case AddArguments():
                return _add(arguments, Paths.of_user())
            case WorkerArguments():
                raise AssertionError("a worker is not for here")
            case ServeArguments():
                command = _serve(arguments, Paths.of_user())
            case TokenArguments():
                command = _token(arguments, Paths.of_user())
            case _:
                command = _run_command(arguments)
        return asyncio.run(command)
    except KeyboardInterrupt:  # before or after the commands, which have their own way with it
        return 130
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _add(arguments: AddArguments, paths: Paths) -> int:
    """Give links to the process that runs; Qt is imported only where the system has no sockets of its own."""
    from mediadl.cli.add import add

    if sys.platform == "win32":
        from mediadl.ui.single_instance import send_by_qt

        return add(arguments, paths, send_by_qt, sys.stdout, sys.stderr)
    return add(arguments, paths, send_by_socket, sys.stdout, sys.stderr)


def _run_window(links: Sequence[str], paths: Paths) -> int:
    """Open the window, or hand the links to the one that is open already."""
    from mediadl.ui.dialogs.start_problem import told
    from mediadl.ui.loop import run
    from mediadl.ui.main_window import report_bug

    async def main(application: "QApplication") -> int:
        try:
            log.to_file(ensure_private(paths.logs))
            return await _until_closed(application, links, paths)
        except UserError as error:  # started from a menu, nobody reads the terminal
            await told(str(error))
            raise

    return run(main, [], on_bug=report_bug)


async def _until_closed(application: "QApplication", links: Sequence[str], paths: Paths) -> int:
    from mediadl.ui.loop import Application
    from mediadl.ui.single_instance import SingleInstance, show_running

    early = list(links)
    if isinstance(application, Application):
        application.links_opened.connect(early.extend)
    instance = SingleInstance(paths)
    if not instance.acquire():
        if not instance.owner_has_window:
            raise UserError("MediaDL is running without a window (mediadl serve). End it, then start again.")
        if show_running(links, paths):
            return 0
        raise UserError("MediaDL is running already, but it does not answer. End it, then start again.")
    try:
        async with open_window(application, paths) as (window, _engine):
            instance.links_received.connect(window.open_links)
            instance.links_received.connect(lambda _links: window.come_to_front())
            instance.handed_over.connect(window.add_quietly)
            instance.listen()
            if isinstance(application, Application):
                application.links_opened.connect(window.open_links)
            window.open_links(early)
            await _closed(window)
    finally:
        instance.release()
    return 0


@asynccontextmanager
async def open_window(
    application: "QApplication", paths: Paths
) -> AsyncIterator[tuple["MainWindow", Engine]]:
    """Build the window over an engine of its own and show it; at the end take everything down in order."""
    from mediadl.ui.main_window import MainWindow
    from mediadl.ui.operations import Notice, Operations
    from mediadl.ui.theme import Theme
    from mediadl.ui.thumbnails import Thumbnails

    tasks = Tasks()
    async with open_engine(paths, tasks) as (engine, _prober):
        theme = Theme()
        theme.apply(application)
        thumbnails = Thumbnails(paths.cache / "thumbnails")

        def notify(notice: Notice) -> None:
            window.notify(notice)

        operations = Operations(engine, tasks, notify)
        api = _api_switch(engine, tasks, paths, lambda sentence: notify(Notice("error", sentence)))
        window = MainWindow(engine=engine, operations=operations, theme=theme, thumbnails=thumbnails, api=api)
        followers = _followers(engine, operations, window, api)
        _tell_troubles(engine, tasks, window)
        window.show()
        _begin_chores(engine, tasks, paths)
        try:
            yield window, engine
        finally:
            tasks.on_error = report_to_log  # the window will not be there to tell it
            await api.close()
            for follower in followers:
                follower.stop()
            window.close()
            thumbnails.close()
            theme.release()
            await engine.stop()
            await tasks.cancel_all()  # before the widgets go that the tasks would write to
            window.deleteLater()


def _begin_chores(engine: Engine, tasks: Tasks, paths: Paths) -> None:
    """What goes on behind the window, which is there already."""
    from mediadl.ui.extension_folder import keep_fresh
    from mediadl.ui.garbage import collect_now_and_then

    tasks.spawn(collect_now_and_then(), name="collect garbage")
    tasks.spawn(engine.prewarm(), name="prewarm a worker")
    tasks.spawn(asyncio.to_thread(keep_fresh, paths.data), name="update the browser extension")


def _api_switch(engine: Engine, tasks: Tasks, paths: Paths, on_problem: Callable[[str], None]) -> "ApiSwitch":
    """The local API beside the window, on from now on where the settings say so."""
    from mediadl.server.server import ApiServer
    from mediadl.server.switch import ApiSwitch

    api = ApiSwitch(engine, ApiServer(engine, tasks, paths), tasks)
    api.on_problem.append(on_problem)
    tasks.spawn(api.follow(), name="start the API, if it is switched on")
    return api


def _followers(
    engine: Engine, operations: "Operations", window: "MainWindow", api: "ApiSwitch"
) -> tuple["KeepAwake | WhenDone | HadNotices | VaultNotice | ForeignToken", ...]:
    """What goes along with the queue while the window is open, until each is stopped."""
    from mediadl.ui.foreign_token import ForeignToken
    from mediadl.ui.had_notices import HadNotices
    from mediadl.ui.keep_awake import KeepAwake
    from mediadl.ui.vault_notice import VaultNotice
    from mediadl.ui.when_done import WhenDone

    return (
        KeepAwake(engine, operations),
        WhenDone(engine, operations, window.close),
        HadNotices(engine, operations),
        VaultNotice(engine, operations),
        ForeignToken(api, operations, window.show_client),
    )


def _tell_troubles(engine: Engine, tasks: Tasks, window: "MainWindow") -> None:
    """Have the window say what goes wrong without a job to say it of."""
    from mediadl.ui.operations import Notice

    def on_error(name: str, error: BaseException) -> None:
        report_to_log(name, error)
        window.report_bug(error)

    tasks.on_error = on_error
    engine.bus.subscribe(SaveFailed, lambda event: window.notify(Notice("error", event.message)))

    def tell(restoration: Restoration) -> None:
        window.notify(Notice("error", restoration.sentence))

    engine.bus.subscribe(QueueRestored, lambda event: tell(event.restoration))
    if engine.restoration is not None:
        tell(engine.restoration)


async def _closed(window: "MainWindow") -> None:
    """Wait until the user has closed the window."""
    closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    window.closed.connect(lambda: None if closed.done() else closed.set_result(None))
    await closed


@contextmanager
def _released(ownership: Ownership) -> Iterator[None]:
    try:
        yield
    finally:
        ownership.release()


async def _serve(arguments: ServeArguments, paths: Paths) -> int:
    """Own the database and serve the API until Ctrl+C or SIGTERM."""
    from mediadl.cli.interruption import Interruption
    from mediadl.server.hand_over import taking_links
    from mediadl.server.headless import Wanted, serve
    from mediadl.server.server import ApiServer, ServerOptions

    log.to_terminal()
    log.to_file(ensure_private(paths.logs))
    ownership = Ownership(ensure_private(paths.data) / paths.lock.name)
    if not ownership.acquire("serve"):
        raise UserError("MediaDL is running already. Switch its API on in Settings, or end it first.")
    tasks = Tasks()
    with Interruption() as interruption, _released(ownership):
        try:
            async with open_engine(paths, tasks, settings=arguments.settings) as (engine, _prober):
                folder = None if arguments.to is None else str(arguments.to)
                server = ApiServer(engine, tasks, paths, ServerOptions(download_folder=folder))
                tasks.spawn(engine.prewarm(), name="prewarm a worker")
                port = arguments.port or engine.settings.api_port
                wanted = Wanted(port, arguments.port is None, arguments.token_file, arguments.pairs)
                async with taking_links(engine, paths, folder):
                    await serve(server, wanted, sys.stdout, sys.stdin if sys.stdin.isatty() else None)
        except asyncio.CancelledError:
            if interruption.exit_code() is None:
                raise
    return 0


async def _token(arguments: TokenArguments, paths: Paths) -> int:
    from mediadl.server import token_commands

    match arguments.action:
        case "new":
            return await token_commands.new(
                paths, arguments.name, arguments.scopes, sys.stdout, for_extensions=arguments.for_extensions
            )
        case "list":
            return await token_commands.show(paths, sys.stdout)
        case "revoke":
            return await token_commands.revoke(paths, arguments.which, sys.stdout)


async def _run_command(
    arguments: Command,
) -> int:
    """Run a terminal command on a queue of its own, so that it never touches the window's."""
    log.to_terminal()
    broken: list[BaseException] = []
    command = asyncio.current_task()

    def on_error(_name: str, error: BaseException) -> None:
        """A job whose task died would never end, and the command would wait for it for ever."""
        broken.append(error)
        if command is not None:
            command.cancel()

    tasks = Tasks(on_error)
    try:
        return await _run_on_own_queue(arguments, tasks)
    except asyncio.CancelledError:
        if broken:
            raise broken[0] from None
        raise


async def _run_on_own_queue(arguments: Command, tasks: Tasks) -> int:
    from mediadl.cli.cookies import cookies
    from mediadl.cli.get import get
    from mediadl.cli.metadata import show_metadata
    from mediadl.cli.run_settings import from_window
    from mediadl.cli.show import show_formats, show_playlist
    from mediadl.selftest import self_test

    user = Paths.of_user()
    with tempfile.TemporaryDirectory(prefix="mediadl-") as folder:
        paths = Paths(data=Path(folder), cache=user.cache, logs=user.logs)
        # Of all that is the user's, accounts alone are shared with the window.
        opening = open_engine(paths, tasks, probes_at_once=0, vault_folder=user.vault)
        async with opening as (engine, prober):
            match arguments:
                case CookiesArguments():
                    return await cookies(arguments, engine.accounts)
                case SelfTestArguments():
                    return await self_test(engine, sys.stdout)
                case GetArguments():
                    saved = await asyncio.to_thread(peek, user.database)
                    await engine.change_settings(**from_window(saved))
                    engine.ask_elsewhere(partial(peek_archive, user.database))
                    return await get(arguments, engine, sys.stdout)
                case FormatsArguments():
                    return await show_formats(arguments, prober, sys.stdout)
                case PlaylistArguments():
                    return await show_playlist(arguments, prober, sys.stdout)
                case ShowArguments():
                    return await show_metadata(arguments, prober, sys.stdout)
