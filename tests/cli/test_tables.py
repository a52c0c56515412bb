"""Tables of formats and entries."""

import io

from mediadl.cli.tables import entries_table, formats_table, laid_out
from mediadl.domain.media import Entry, Format, FormatKind


def test_formats_stand_in_groups_best_first() -> None:
    formats = [
        Format(
            id="18", kind=FormatKind.COMBINED, ext="mp4", width=640, height=360, vcodec="avc1", acodec="mp4a"
        ),
        Format(id="140", kind=FormatKind.AUDIO_ONLY, ext="m4a", acodec="mp4a.40.2", bitrate_kbps=129.6),
        Format(id="136", kind=FormatKind.VIDEO_ONLY, ext="mp4", height=720, fps=29.97, size_bytes=3_400_000),
        Format(id="137", kind=FormatKind.VIDEO_ONLY, ext="mp4", height=1080, dynamic_range="HDR10"),
    ]
    rows = laid_out(formats_table(formats), io.StringIO()).splitlines()
    assert [" ".join(row.split()) for row in rows[1:]] == [
        "Video with sound 18 640x360 mp4 H.264 + AAC",
        "Video only 137 1080p mp4 HDR10",
        "136 720p 29.97 mp4 3.4 MB",
        "Audio only 140 m4a AAC 130 kbit/s",
    ]


def test_nothing_of_an_entry_is_cut_in_a_file() -> None:
    title = "A long title " * 12
    entry = Entry(
        index=3, url="https://a.example/" + "x" * 200, title=title, duration_s=65, availability="private"
    )
    row = laid_out(entries_table([entry]), io.StringIO()).splitlines()[1]
    assert all(part in row for part in (title.strip(), "1:05", "private", entry.url))


def test_titles_are_neither_markup_nor_escapes() -> None:
    entry = Entry(index=1, url="https://a.example/1", title="[bold]x[/bold] :smile: \x1b[2J")
    text = laid_out(entries_table([entry]), io.StringIO())
    assert "[bold]x[/bold] :smile: [2J" in text
    assert "\x1b" not in text
