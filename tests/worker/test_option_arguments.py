"""Groups of options become arguments of yt-dlp's."""

import pytest

from mediadl.domain.options import DownloadOptions
from mediadl.worker.option_arguments import cut_arguments, network_arguments


@pytest.mark.parametrize(
    ("options", "arguments"),
    [
        ({}, ["--retries=10", "--fragment-retries=6", "--extractor-retries=3"]),
        ({"retries": 0}, ["--retries=0", "--fragment-retries=0", "--extractor-retries=0"]),
    ],
)
def test_retries_hold_for_all_kinds_of_requests(options, arguments):
    assert network_arguments(DownloadOptions(**options)) == arguments


def test_how_sites_are_asked():
    options = DownloadOptions(proxy="", impersonate="chrome", headers=(("A", "b:c"),), write_comments=True)
    told = ["--proxy=", "--impersonate=chrome", "--add-headers=A:b:c", "--write-comments"]
    assert network_arguments(options)[3:] == told


def test_clips_are_ranges_in_their_order_each_once():
    clip = {"start_s": 61.5, "end_s": 90}
    options = DownloadOptions(clips=(clip, {"start_s": 3}, clip), exact_cut=True)
    sections = ["--download-sections=*61.500-90.000", "--download-sections=*3.000-inf"]
    assert cut_arguments(options) == [*sections, "--force-keyframes-at-cuts"]
    assert cut_arguments(DownloadOptions(exact_cut=True)) == []
