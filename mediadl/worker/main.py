"""The worker process: says hello, then answers one request after the other until stdin ends."""

import contextlib
import os
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import yt_dlp
from yt_dlp.globals import plugin_dirs

import mediadl
from mediadl import wire
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.links import host_of
from mediadl.domain.subtitle_choice import Track
from mediadl.paths import Paths
from mediadl.worker import leftovers, shortcuts
from mediadl.worker.access import Access
from mediadl.worker.both import NamesBoth, hear_of_both, params_for
from mediadl.worker.browser_cookies import read_browser
from mediadl.worker.channel import Channel
from mediadl.worker.controls import Controls
from mediadl.worker.discretion import refuse_to_tell
from mediadl.worker.download import Download
from mediadl.worker.extraction import is_list, tell_list
from mediadl.worker.failures import failure_from, is_stale_part
from mediadl.worker.feed import stream_feeds
from mediadl.worker.ffmpeg import find_ffmpeg
from mediadl.worker.found import media_from
from mediadl.worker.guard import Guard
from mediadl.worker.guarded import refuse_detours
from mediadl.worker.live.premiere import extract_on_air
from mediadl.worker.login import refuse_questions
from mediadl.worker.option_check import check_options
from mediadl.worker.options import download_params, probe_params
from mediadl.worker.problem import DownloadProblem
from mediadl.worker.redo import Redo
from mediadl.worker.same_file import SourceChanged
from mediadl.worker.sounds import choose_sounds
from mediadl.worker.source_checkout import is_source_checkout
from mediadl.worker.subtitle_peek import how_it_begins
from mediadl.worker.warm_up import warming_up

PLUGIN_SWITCH = "MEDIADL_TEST_PLUGINS"
"""Environment variable with a folder of yt-dlp plugins, for tests; only a source checkout heeds it."""

_NICENESS = 10


def main() -> int:
    """Run until stdin ends; the reader thread then ends the process, so this returns never by itself."""
    prepare()
    return serve(is_warm=False)


def prepare() -> None:
    """Set up what holds for this process and for all that it forks."""
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICENESS)  # the window comes first; ffmpeg inherits this
    _set_plugins()
    shortcuts.take()
    stream_feeds()
    hear_of_both()
    refuse_questions()
    refuse_to_tell()


def serve(*, is_warm: bool) -> int:
    """Be a worker, with what stdin, stdout and stderr are now; as `main`, it never returns by itself."""
    channel = Channel.take_over_stdout()
    channel.send(
        wire.Hello(version=mediadl.__version__, engine_version=yt_dlp.version.__version__, pid=os.getpid())
    )
    controls = Controls()
    channel.on_work, channel.on_control = controls.begin, controls.obey
    channel.listen()
    if not is_warm:
        for _step in warming_up():
            if not channel.requests.empty():
                break
    guard = Guard()
    while True:
        _answer(channel.requests.get(), channel, controls, guard)


def _answer(request: wire.Work, channel: Channel, controls: Controls, guard: Guard) -> None:
    """Serve one request."""
    is_of_link = not isinstance(request, wire.Check | wire.ReadBrowser)
    if is_of_link and not request.url.lower().startswith(("http://", "https://")):
        # yt-dlp opens more than that: data:, ftp:, searches. The engine never asks for it.
        no_link = failure(FailureKind.INVALID_LINK, subject=request.url)
        channel.send(wire.Failed(failure=no_link))
        return
    access = Access(request, channel.send, controls.limiter)
    last = _last_line(request, channel, controls, guard, access)
    access.end()
    channel.send(last)


def _last_line(
    request: wire.Work, channel: Channel, controls: Controls, guard: Guard, access: Access
) -> wire.Finished | wire.Failed:
    """Do what is asked for; whatever goes wrong becomes its failure."""
    folder = _folder_of(request)
    try:
        with _watched(request, guard):
            return _end_of(request, channel, controls, access)
    except NamesBoth:
        return wire.Finished(names_both=True)
    except DownloadProblem as problem:
        told = problem.as_failure(host_of(request.url), folder)
    except Exception as error:
        told = failure_from(error, request.url, folder)
    return wire.Failed(failure=access.discreet(told))


def _watched(request: wire.Work, guard: Guard) -> AbstractContextManager[None]:
    """Have the guard watch over what a client asked for."""
    if not isinstance(request, wire.OfLink) or not request.guarded:
        return nullcontext()
    refuse_detours(request.options)
    return guard.over(request.url, request.exceptions)


def _end_of(request: wire.Work, channel: Channel, controls: Controls, access: Access) -> wire.Finished:
    """Do what is asked for; the last line of what was said is returned, not yet sent."""
    match request:
        case wire.Download():
            return _download(request, channel, controls, access)
        case wire.Probe():
            return _probe(request, channel, access)
        case wire.Redo():
            return _redo(request, channel, access)
        case wire.Peek():
            return _peek(request, channel, access)
        case wire.Check():
            channel.send(check_options(request, find_ffmpeg(), _cache()))
        case wire.ReadBrowser():
            channel.send(wire.BrowserRead(cookies=read_browser(request, access.log)))
    return wire.Finished()


def _folder_of(request: wire.Work) -> str:
    """Where the request writes; empty for one that only looks."""
    match request:
        case wire.Download(folder=folder):
            return folder
        case wire.Redo(files=(first, *_)):
            return str(Path(first).parent)
    return ""


def _probe(request: wire.Probe, channel: Channel, access: Access) -> wire.Finished:
    params = probe_params(request.options, find_ffmpeg(), _cache())
    with access.open({**params, **params_for(request.part)}) as ydl:
        info = extract_on_air(ydl, request.url, lambda _announced: None)
        if is_list(info):
            tell_list(info, channel.send, ydl)
        else:
            choose_sounds(ydl, info, request.options)
            channel.send(wire.Probed(found=media_from(ydl.process_ie_result(info, download=False))))
    return wire.Finished()


def _download(request: wire.Download, channel: Channel, controls: Controls, access: Access) -> wire.Finished:
    try:
        return _download_once(request, channel, controls, access)
    except (yt_dlp.utils.YoutubeDLError, SourceChanged) as error:
        if not isinstance(error, SourceChanged) and not is_stale_part(error):
            raise
        leftovers.drop_parts(Path(request.temp_folder))
        return _download_once(request, channel, controls, access)


def _download_once(
    request: wire.Download, channel: Channel, controls: Controls, access: Access
) -> wire.Finished:
    params = download_params(request.options, find_ffmpeg(), _cache(), Path(request.temp_folder))
    with access.open({**params, **params_for(request.part)}) as ydl:
        return Download(request, ydl, channel.send, controls).run()


def _redo(request: wire.Redo, channel: Channel, access: Access) -> wire.Finished:
    params = download_params(request.options, find_ffmpeg(), _cache(), Path(request.temp_folder))
    with access.open(params) as ydl:
        return Redo(request, ydl, channel.send).run()


def _peek(request: wire.Peek, channel: Channel, access: Access) -> wire.Finished:
    params = probe_params(request.options, find_ffmpeg(), _cache())
    with access.open(params) as ydl:
        track = Track(request.key, request.is_automatic)
        channel.send(wire.Peeked(text=how_it_begins(ydl, request.url, track)))
    return wire.Finished()


def _cache() -> Path:
    return Paths.of_user().cache / "yt-dlp"


def _set_plugins() -> None:
    """No plugin is ever loaded from the user's folders or from sys.path: that would be code of anybody's."""
    folder = os.environ.get(PLUGIN_SWITCH)
    plugin_dirs.value = [folder] if folder and is_source_checkout() else []
