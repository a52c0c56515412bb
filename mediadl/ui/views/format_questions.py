"""What the formats page asks of a worker: how subtitles begin, what a selector takes. No widget here."""

from collections.abc import Callable

from mediadl.domain.errors import UserError
from mediadl.domain.media import Format, Media, SubtitleTrack
from mediadl.domain.option_checks import stopping
from mediadl.domain.options import DownloadOptions
from mediadl.engine.engine import Engine
from mediadl.ui.operations import Operations


class FormatQuestions:
    """Each question returns at once; the answer comes by the function that is handed in, whatever happens."""

    def __init__(self, engine: Engine, operations: Operations) -> None:
        self._engine, self._operations = engine, operations

    def how_it_begins(self, job_id: str, track: SubtitleTrack, answer: Callable[[str], None]) -> None:
        """The first lines of subtitles of a job's media, or in a sentence why they cannot be seen."""

        async def ask() -> None:
            try:
                text = await self._engine.peek_subtitles(job_id, track)
            except UserError as error:
                text = str(error)
            answer(text or "There is nothing in it.")

        self._operations.run(ask(), name=f"preview of {track.key}")

    def what_is_taken(
        self, options: DownloadOptions, media: Media, answer: Callable[[tuple[Format, ...], str], None]
    ) -> None:
        """The formats that `options.custom_format` takes, and in a sentence what is wrong with it."""

        async def ask() -> None:
            try:
                formats, found = await self._engine.try_selector(options, media)
            except UserError as error:
                answer((), str(error))
            else:
                answer(formats, next((problem.sentence for problem in stopping(found)), ""))

        self._operations.run(ask(), name="try a selector")
