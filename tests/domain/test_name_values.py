"""What is known of a job before its download stands in a preview, and decides which template holds."""

import pytest

from mediadl.domain.media import ListPlace, Media
from mediadl.domain.name_values import list_place_of, usual_template, values_of_job
from mediadl.domain.options import DownloadOptions
from mediadl.domain.settings import Settings
from tests.helpers.jobs import a_job

SETTINGS = Settings(video_template="v", audio_template="a", playlist_template="p")


def test_a_job_tells_its_title_length_and_list():
    job = a_job(title="Dawn", duration_s=754.2, batch_id="b", playlist_title="Harbours", playlist_index=3)
    values = values_of_job(job, None)
    assert values["title"] == "Dawn"
    assert values["duration_string"] == "12-34"
    assert (values["playlist"], values["playlist_index"], values["batch_id"]) == ("Harbours", 3, "b")


def test_what_was_found_adds_who_and_when():
    media = Media(id="x", extractor="Lab", url="u", title="t", uploader="Lab", upload_date="20261101")
    values = values_of_job(a_job(), media)
    assert (values["uploader"], values["channel"], values["upload_date"]) == ("Lab", "Lab", "20261101")


def test_a_link_of_its_own_stood_in_no_list():
    assert list_place_of(a_job()) is None
    assert "playlist" not in values_of_job(a_job(), None)


@pytest.mark.parametrize(
    ("quality", "in_list", "template"),
    [("best", None, "v"), ("audio_only", None, "a"), ("audio_only", ListPlace(title="x"), "p")],
)
def test_each_kind_has_its_template(quality, in_list: ListPlace | None, template: str):
    assert usual_template(SETTINGS, DownloadOptions(quality=quality), in_list) == template
