"""What the formats page asks of a real worker."""

import pytest

from mediadl.app import open_engine
from mediadl.domain.job import StartMode
from mediadl.domain.media import SubtitleTrack
from mediadl.domain.options import DownloadOptions
from mediadl.engine.tasks import Tasks
from mediadl.ui.operations import Operations
from mediadl.ui.views.format_questions import FormatQuestions
from tests.helpers.choices import a_media
from tests.helpers.engines import paths_in
from tests.helpers.pages import until


@pytest.fixture
async def asked(tmp_path):
    tasks = Tasks()
    async with open_engine(paths_in(tmp_path), tasks) as (engine, _prober):
        yield engine, FormatQuestions(engine, Operations(engine, tasks, lambda _notice: None))
        await tasks.cancel_all()


async def test_selectors_and_subtitles_are_answered_and_what_is_wrong_is_a_sentence(asked, media_site):
    engine, questions = asked
    heard = []
    for selector in ("bv[height<=480]+ba", "b[height>9000]", "bv[[+"):
        options = DownloadOptions(custom_format=selector)
        questions.what_is_taken(options, a_media(), lambda *answer: heard.append(answer))
    job = await engine.add(media_site.url("lab/v/ask"), start=StartMode.PAUSED)
    texts = []
    for key in ("en", "nl"):
        questions.how_it_begins(job.id, SubtitleTrack(key=key), texts.append)
    await until(lambda: len(heard) == 3 and len(texts) == 2, 60.0)
    by_words = sorted((words, [one.id for one in formats]) for formats, words in heard)
    assert [ids for _, ids in by_words] == [["v480-avc", "opus"], [], []]
    assert [words[:20] for words, _ in by_words] == ["", "A bracket is not clo", "None of the formats "]
    assert min(texts).startswith("0:00  The bars move")
