"""Subtitles of a clip are those that are seen in it, counted from its start."""

from mediadl.domain.cues import cut_cues

SRT = (
    "1\n00:00:00,000 --> 00:00:02,000\nOne\n\n"
    "2\n00:00:02,000 --> 00:00:04,500\nTwo\nlines\n\n"
    "3\n01:00:00,000 --> 01:00:01,000\nLate\n"
)
VTT = "WEBVTT\n\nNOTE kept\n\nfirst\n00:01.000 --> 00:03.000 line:0\nHere\n"


def test_cues_are_cut_shifted_and_numbered_anew():
    cut = cut_cues(SRT, 2.5, 4.0)
    assert cut == "1\n00:00:00,000 --> 00:00:01,500\nTwo\nlines\n"


def test_without_an_end_all_that_follows_is_kept():
    assert cut_cues(SRT, 4.0, None).count("-->") == 2


def test_webvtt_keeps_its_head_its_names_and_its_settings():
    cut = cut_cues(VTT.replace("\n", "\r\n"), 2.0, 10.0)
    assert cut == "WEBVTT\n\nNOTE kept\n\nfirst\n00:00:00.000 --> 00:00:01.000 line:0\nHere\n"


def test_what_touches_the_part_only_at_its_edge_is_left_out():
    assert "-->" not in cut_cues(SRT, 4.5, 5.0)
