"""Options in layers."""

import pytest
from pydantic import BaseModel, ValidationError

from mediadl.domain.layers import Layer, is_same, layered, said_by, saying, silent_on
from mediadl.domain.options import DownloadOptions


class _Saved(BaseModel):
    layer: Layer


def test_the_upper_layer_wins_where_it_says_something() -> None:
    base = DownloadOptions(embed_metadata=False, quality="720p")
    merged = layered(base, DownloadOptions(quality="best"), DownloadOptions(write_thumbnail=True))
    assert merged == DownloadOptions(embed_metadata=False, quality="best", write_thumbnail=True)


def test_what_was_said_stays_said_through_a_merge() -> None:
    merged = layered(DownloadOptions(quality="720p"), DownloadOptions(embed_metadata=True))
    assert said_by(merged) == {"quality": "720p", "embed_metadata": True}


def test_a_layer_is_saved_with_what_it_says_alone() -> None:
    saved = _Saved(layer=DownloadOptions(quality="best")).model_dump_json()
    assert saved == '{"layer":{"quality":"best"}}'
    assert _Saved.model_validate_json(saved).layer.model_fields_set == {"quality"}


def test_options_of_a_newer_version_do_not_cost_the_layer():
    saved = _Saved.model_validate({"layer": {"quality": "720p", "smell": "roses"}})
    assert said_by(saved.layer) == {"quality": "720p"}


def test_saying_what_is_the_default_is_saying_something():
    layer = saying(DownloadOptions(write_thumbnail=True), "quality", "best")
    assert said_by(layer) == {"write_thumbnail": True, "quality": "best"}
    assert not is_same(layer, silent_on(layer, "quality"))
    assert is_same(silent_on(layer, "quality", "proxy"), DownloadOptions(write_thumbnail=True))


def test_nonsense_cannot_be_said():
    with pytest.raises(ValidationError):
        saying(DownloadOptions(), "retries", -1)
