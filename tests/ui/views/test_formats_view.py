"""The formats page: what is offered, picked, said and asked for."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QPushButton

from mediadl.domain.clips import clips_text
from mediadl.domain.job import JobState
from mediadl.domain.media import FormatKind, SubtitleTrack
from mediadl.domain.options import DownloadOptions
from mediadl.domain.presets import preset
from mediadl.ui.models.format_words import FormatColumn
from mediadl.ui.operations import Operations
from mediadl.ui.views.formats_view import FormatsView
from tests.helpers.choices import FORMATS, a_format, a_media, a_stage, a_video
from tests.helpers.pages import a_dressed_page, click_cell, put_away, put_on_screen, until

VIDEO, AUDIO, COMBINED = FormatKind.VIDEO_ONLY, FormatKind.AUDIO_ONLY, FormatKind.COMBINED


@pytest.fixture
async def stage(tmp_path):
    async with a_stage(tmp_path) as made:
        yield made


@pytest.fixture
async def page(qt_app, tmp_path, stage):
    with a_dressed_page(qt_app, tmp_path) as (theme, thumbnails):
        operations = Operations(stage.engine, stage.tasks, lambda _notice: None)
        made = FormatsView(engine=stage.engine, operations=operations, theme=theme, thumbnails=thumbnails)
        put_on_screen(made)
        yield made
        put_away(made)


def press(page: FormatsView, text: str) -> None:
    buttons = [button for button in page.findChildren(QPushButton) if button.text().startswith(text)]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)


def pick(page: FormatsView, kind: str, row: int) -> None:
    press(page, kind)
    click_cell(page.table, page.model.index(row, FormatColumn.CONTAINER))


def checked_chip(page: FormatsView) -> str | None:
    chips = page.chips.findChildren(QPushButton)
    return next((chip.text() for chip in chips if chip.isChecked()), None)


async def test_nothing_to_choose_says_what_to_do(page, stage):
    assert page.empty.isVisible()
    assert "Paste a link" in page.empty.advice.text()
    page.show_job("unknown")
    assert (page.job_id, page.download_action.isEnabled()) == (None, False)


async def test_the_preset_that_was_asked_for_is_chosen_and_its_delivery_said(page, stage):
    media = a_media(chosen_ids=("v1080-vp0", "opus"))
    job = await stage.add_media(media, duration_s=600.0, site="Lab")
    page.show_job(job.id)
    assert page.job_id == job.id
    assert (page.header.title.text(), page.header.facts.text()) == ("M", "Lab · 10:00")
    assert checked_chip(page) == "Best"
    assert page.footer.line.text() == "1080p · WEBM · VP9 + Opus · English (original) · about 151 MB"
    assert page.model.kind is VIDEO


async def test_only_heights_that_exist_are_offered(page, stage):
    page.show_job((await stage.add_media(a_media())).id)
    titles = [chip.text() for chip in page.chips.findChildren(QPushButton) if chip.isVisible()]
    assert [title for title in titles if title[0].isdigit()] == ["1080p", "720p", "480p", "360p"]


async def test_a_picture_and_a_sound_picked_by_mouse_are_asked_for(page, stage):
    job = await stage.add_media(a_media())
    page.show_job(job.id)
    pick(page, "Video only", 2)
    pick(page, "Audio only", 1)
    assert checked_chip(page) is None
    assert page.footer.line.text() == "480p · MP4 · H.264 + AAC · English (original) · about 34 MB"
    assert page.footer.detail.text() == "Picked: 480p H.264 + AAC English · original."
    press(page, "Download")
    await until(lambda: stage.engine.job(job.id).state is JobState.QUEUED)
    changed = stage.engine.job(job.id)
    assert changed.options.custom_format.startswith("v480-avc+original/")
    assert (changed.options.folder, changed.delivery) == ("/downloads", "480p · MP4 · H.264 + AAC")


async def test_everything_can_be_done_with_the_keyboard(page, stage):
    job = await stage.add_media(a_media())
    page.show_job(job.id)
    assert QApplication.focusWidget() is page.table
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(page.table, key)
    assert [one.id for one in page.model.picks.formats] == ["v720-avc"]
    seen = []
    while QApplication.focusWidget() not in seen:
        seen.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    kinds = [button for button in page.formats.segments.findChildren(QPushButton) if button.isChecked()]
    assert {page.table, page.formats.tools.search_field, page.formats.tools.columns_button, *kinds} <= {*seen}
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    await until(lambda: stage.engine.job(job.id).state is JobState.QUEUED)


async def test_a_format_with_sound_joined_with_a_sound_is_refused_in_place(page, stage):
    page.show_job((await stage.add_media(a_media())).id)
    pick(page, "Combined", 0)
    assert page.download_action.isEnabled()
    pick(page, "Audio only", 0)
    assert "own sound" in page.footer.line.text()
    assert (page.footer.line.property("role"), page.download_action.isEnabled()) == ("danger", False)
    pick(page, "Audio only", 0)
    assert page.download_action.isEnabled()


async def test_a_picture_without_a_sound_is_warned_of_until_a_sound_is_picked(page, stage):
    page.show_job((await stage.add_media(a_media())).id)
    pick(page, "Video only", 2)
    assert page.footer.line.text() == "480p · MP4 · H.264 · no sound · 33 MB"
    assert (page.footer.line.property("role"), page.download_action.isEnabled()) == ("warning", True)
    pick(page, "Audio only", 1)
    assert "no sound" not in page.footer.line.text()
    assert page.footer.line.property("role") == "heading"


async def test_a_picked_hdr_picture_is_named(page, stage):
    hdr = a_video(2160, "vp09.02.51", "webm", dynamic_range="HDR10", size_bytes=900_000_000)
    page.show_job((await stage.add_media(a_media((*FORMATS, hdr)))).id)
    pick(page, "Video only", 0)
    assert page.footer.line.text() == "2160p · WEBM · VP9 · HDR10 · no sound · 900 MB"
    pick(page, "Combined", 0)
    assert page.footer.line.property("role") == "heading"


async def test_a_chip_lets_go_of_picked_rows_and_asks_for_its_preset(page, stage):
    asked = DownloadOptions(folder="/here", embed_metadata=False)
    job = await stage.add_media(a_media(), options=asked, asked=asked)
    page.show_job(job.id)
    pick(page, "Video only", 0)
    press(page, "Audio MP3")
    assert (page.model.picks.formats, page.footer.line.text()) == (
        (),
        "MP3 · English (original) · about 24 MB",
    )
    assert "converted from Opus to MP3" in page.footer.detail.text()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    await until(lambda: stage.engine.job(job.id).state is JobState.QUEUED)
    own = {"folder": "/here", "temp_folder": "/here", "embed_metadata": False}
    wanted = preset("audio-mp3").options.model_copy(update=own)
    assert stage.engine.job(job.id).options == wanted


async def test_rows_that_were_picked_before_are_picked_again(page, stage):
    options = DownloadOptions(custom_format="v480-avc+dub/bv+ba", folder="/here")
    page.show_job((await stage.add_media(a_media(chosen_ids=("v480-avc", "dub")), options=options)).id)
    assert [one.id for one in page.model.picks.formats] == ["v480-avc", "dub"]
    assert checked_chip(page) is None


async def test_a_picked_format_that_is_gone_is_said_until_another_is_picked(page, stage):
    options = DownloadOptions(custom_format="gone/bv*[height<=480]+ba", folder="/here")
    page.show_job((await stage.add_media(a_media(chosen_ids=("v480-avc", "dub")), options=options)).id)
    assert [one.id for one in page.model.picks.formats] == ["v480-avc", "dub"]
    assert "no longer offered; the nearest one was taken" in page.footer.detail.text()
    assert page.footer.line.property("role") == "warning"
    pick(page, "Video only", 0)
    assert "no longer offered" not in page.footer.detail.text()


async def test_codecs_that_nobody_knows_make_a_combined_format(page, stage):
    unknown = a_format("0", "combined")
    page.show_job((await stage.add_media(a_media((unknown,)))).id)
    assert page.model.kind is COMBINED
    assert page.model.index(0, FormatColumn.VIDEO).data() == "—"
    assert page.download_action.isEnabled()


async def test_a_media_without_formats_cannot_be_downloaded_and_says_why(page, stage):
    page.show_job((await stage.add_media(a_media(()))).id)
    assert "no format" in page.table.placeholder
    assert not page.download_action.isEnabled()
    assert page.cancel_action.isEnabled()


async def test_the_choice_stays_when_the_same_job_is_shown_again(page, stage):
    job = await stage.add_media(a_media())
    page.show_job(job.id)
    pick(page, "Audio only", 2)
    page.show_job(job.id)
    assert [one.id for one in page.model.picks.formats] == ["dub"]


async def test_later_leaves_the_job_waiting_and_cancel_gives_it_up(page, stage):
    job = await stage.add_media(a_media())
    page.show_job(job.id)
    done = QSignalSpy(page.done)
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert (done.count(), page.job_id) == (1, job.id)
    press(page, "Cancel")
    await until(lambda: stage.engine.job(job.id).state is JobState.CANCELLED)
    assert (done.count(), page.job_id, page.empty.isVisible()) == (2, None, True)


async def test_the_page_empties_itself_when_its_job_is_removed(page, stage):
    job = await stage.add_media(a_media())
    page.show_job(job.id)
    await stage.engine.remove_many([job.id])
    assert (page.job_id, page.model.rowCount()) == (None, 0)


async def test_columns_that_are_hidden_stay_hidden(page, stage):
    page.show_job((await stage.add_media(a_media())).id)
    page.formats.columns._actions["size"].trigger()
    assert page.table.isColumnHidden(FormatColumn.SIZE)
    await until(lambda: stage.engine.settings.hidden_format_columns == ("size",))
    page.formats.hide_columns(())
    page.show_job((await stage.add_media(a_media())).id)
    assert page.table.isColumnHidden(FormatColumn.SIZE)


async def test_formats_are_sorted_as_the_last_ones_were(page, stage):
    page.show_job((await stage.add_media(a_media())).id)
    page.table.horizontalHeader().setSortIndicator(FormatColumn.BITRATE, Qt.SortOrder.DescendingOrder)
    await until(lambda: stage.engine.settings.format_order == "-bitrate")
    page.formats.order.show("")
    page.show_job((await stage.add_media(a_media())).id)
    header = page.table.horizontalHeader()
    assert header.sortIndicatorSection() == FormatColumn.BITRATE
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder


TRACKS = {"tracks": (SubtitleTrack(key="de"), SubtitleTrack(key="en")), "subtitles": ("de", "en")}


async def test_subtitles_and_clips_go_with_whatever_is_chosen(page, stage):
    job = await stage.add_media(a_media(**TRACKS))
    page.show_job(job.id)
    page.panes.show_pane(1)
    click_cell(page.subtitles.table, page.subtitles.model.index(1, 0))
    page.panes.show_pane(2)
    QTest.keyClicks(page.clips.field, "1:00-2:00")
    press(page, "720p")
    assert page.footer.line.text() == "720p · MKV · H.264 + Opus · English (original) · about 8.1 MB"
    assert "Only 1:00 to 2:00. Subtitles beside the file: German." in page.footer.detail.text()
    assert [page.panes.tabs.tabText(number) for number in (1, 2)] == ["Subtitles  1", "Chapters and clips  1"]
    press(page, "Download")
    await until(lambda: stage.engine.job(job.id).state is JobState.QUEUED)
    options = stage.engine.job(job.id).options
    assert (options.quality, options.subtitle_languages, clips_text(options.clips)) == (
        "720p",
        ("de",),
        "1:00-2:00",
    )


async def test_a_clip_that_cannot_be_stops_the_download_and_is_said_in_place(page, stage):
    page.show_job((await stage.add_media(a_media())).id)
    page.panes.show_pane(2)
    QTest.keyClicks(page.clips.field, "11:00-12:00")
    assert "begins after the end" in page.footer.line.text()
    assert (page.footer.line.property("role"), page.download_action.isEnabled()) == ("danger", False)
    page.clips.field.clear()
    QTest.keyClicks(page.clips.field, "9:00-")
    assert page.download_action.isEnabled()


async def test_what_was_chosen_beside_the_formats_is_there_when_one_chooses_again(page, stage):
    asked = DownloadOptions(folder="/here", embed_subtitles=True, subtitle_languages=("de",))
    page.show_job((await stage.add_media(a_media(**TRACKS), options=asked)).id)
    assert checked_chip(page) == "Best"
    assert [track.key for track in page.subtitles.checked] == ["de"]


async def test_a_look_at_subtitles_that_fails_says_so_where_they_would_be(page, stage):
    page.show_job((await stage.add_media(a_media(**TRACKS))).id)
    page.panes.show_pane(1)
    press(page, "Show how it begins")
    await until(lambda: page.subtitles.preview.toPlainText() not in {"", "Fetching…"}, 30.0)
    assert page.subtitles.preview.toPlainText().endswith(".")


async def test_a_selector_takes_the_place_of_rows_once_it_is_known_what_it_gives(page, stage):
    job = await stage.add_media(a_media())
    page.show_job(job.id)
    pick(page, "Video only", 0)
    field = page.formats.selector
    QTest.keyClicks(field, "bv[height<=480]+ba[language=de]")
    assert (checked_chip(page), page.model.picks.formats) == (None, ())
    assert (page.footer.line.text(), page.download_action.isEnabled()) == (
        "The selector is being checked.",
        False,
    )
    field.show_found(field.selector, (FORMATS[4], FORMATS[1]), "")
    assert page.footer.line.text() == "480p · MP4 · H.264 + AAC · German (dub) · about 34 MB"
    press(page, "Download")
    await until(lambda: stage.engine.job(job.id).state is JobState.QUEUED)
    assert stage.engine.job(job.id).options.custom_format == "bv[height<=480]+ba[language=de]"


async def test_a_selector_that_takes_nothing_is_said_and_a_row_takes_its_place(page, stage):
    page.show_job((await stage.add_media(a_media())).id)
    field = page.formats.selector
    QTest.keyClicks(field, "b[height>9000]")
    field.show_found(field.selector, (), "None of the formats fits.")
    assert (field.problem.isVisible(), page.footer.line.text()) == (True, "None of the formats fits.")
    assert (page.footer.line.property("role"), page.download_action.isEnabled()) == ("danger", False)
    pick(page, "Video only", 0)
    assert (field.text(), field.problem.isVisible(), page.download_action.isEnabled()) == ("", False, True)


TABLE = (
    "Video only, 3 formats|Format selector of yt-dlp|Codec|Least height|Sort by|Columns of the table"
    "|Search the formats|Formats"
)
SUBTITLES = "Subtitles to take|Where subtitles go|Format of the subtitles|Show how it begins"
FOOT = "Choose later|Cancel download|Download"


@pytest.mark.parametrize(
    ("width", "names"),
    [
        (900, f"Preset Best|What to choose|{TABLE}|{FOOT}"),
        (2400, f"Preset Best|{TABLE}|What to choose|{SUBTITLES}|{FOOT}"),
    ],
)
async def test_tab_follows_the_eye(page, stage, width, names):
    page.resize(width, 700)
    page.show_job((await stage.add_media(a_media(**TRACKS))).id)
    page.chips.findChildren(QPushButton)[0].setFocus()
    seen = []
    while QApplication.focusWidget() not in seen:
        seen.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert [widget.accessibleName() or widget.text() for widget in seen] == names.split("|")
