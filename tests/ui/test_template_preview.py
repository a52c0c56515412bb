"""A template is tried on a sample: the path, its length, or the reason why there is none."""

import pytest

from mediadl.domain.file_place import LINUX, WINDOWS
from mediadl.domain.template_fields import SAMPLE
from mediadl.ui.template_preview import Sample, preview_of


def test_the_path_of_the_sample_is_shown_with_its_length():
    preview = preview_of("{uploader}/{title} [{id}]", Sample(folder="/home/me"), LINUX)
    assert preview.path == "Lab Films/Harbour at dawn [h4rb0ur].mp4"
    assert preview.problem == ""
    assert preview.facts.startswith("Legal on every system · path of 72 bytes, 4,095 are possible")


@pytest.mark.parametrize(
    ("template", "words"),
    [("{titel}", "Did you mean “title”?"), ("../{title}", "would leave"), ("{title}/", "no name")],
)
def test_what_would_not_work_is_the_problem(template: str, words: str):
    preview = preview_of(template, Sample())
    assert words in preview.problem
    assert preview.path == ""


def test_a_long_name_is_said_to_be_cut_and_a_long_path_to_be_too_long_for_windows():
    sample = Sample({**SAMPLE, "title": "x" * 300}, folder="/home/me/" + "d" * 100)
    preview = preview_of("{title}", sample, LINUX)
    assert "the name is cut to fit" in preview.facts
    assert "too long for Windows, which takes 259" in preview.facts
    on_windows = preview_of("{title}", sample, WINDOWS)
    assert "too long" not in on_windows.facts
    assert "259 characters, 259 are possible" in on_windows.facts
