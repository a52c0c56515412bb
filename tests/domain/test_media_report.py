"""What a probe found, as others are told of it."""

from mediadl.domain.media import Entry, Format, FormatKind, Media, Playlist
from mediadl.domain.media_report import formats_report_of, playlist_report_of

_LOW = Format(id="18", kind=FormatKind.COMBINED, ext="mp4", height=360)
_SOUND = Format(id="140", kind=FormatKind.AUDIO_ONLY, ext="m4a")
_BETTER_SOUND = Format(id="251", kind=FormatKind.AUDIO_ONLY, ext="webm")
_HD = Format(id="136", kind=FormatKind.VIDEO_ONLY, ext="mp4", height=720)


def _media(*formats: Format, chosen: tuple[str, ...] = ()) -> Media:
    return Media(
        id="1", extractor="Lab", url="https://a.example/1", title="T", formats=formats, chosen_ids=chosen
    )


def test_formats_are_grouped_and_the_best_are_named() -> None:
    report = formats_report_of(_media(_LOW, _SOUND, _BETTER_SOUND, _HD, chosen=("136", "251")))
    assert report.formats.combined == (_LOW,)
    assert report.formats.audio_only == (_SOUND, _BETTER_SOUND)
    assert (report.recommended_format, report.best_video_format, report.best_audio_format) == (
        "136+251",
        "136",
        "251",
    )


def test_a_site_with_combined_formats_only_still_has_best_ones() -> None:
    report = formats_report_of(_media(_LOW))
    assert (report.best_video_format, report.best_audio_format) == ("18", "18")


def test_without_formats_there_is_nothing_to_recommend() -> None:
    report = formats_report_of(_media())
    assert (report.recommended_format, report.best_video_format, report.best_audio_format) == (
        None,
        None,
        None,
    )


def test_a_list_counts_its_entries_and_hides_the_notes_in_their_links() -> None:
    playlist = Playlist(id="p", extractor="Lab", url="https://a.example/p", title="P")
    entry = Entry(index=1, url="https://a.example/1#__youtubedl_smuggle=%7B%7D", title="One", duration_s=3)
    report = playlist_report_of(playlist, [entry])
    assert report.entry_count == 1
    assert (report.entries[0].url, report.entries[0].duration) == ("https://a.example/1", 3)
