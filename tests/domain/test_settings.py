"""Settings have defaults that work, limits, and patience with other versions."""

from typing import Any

import pytest
from pydantic import ValidationError

from mediadl.domain.presets import preset
from mediadl.domain.settings import MAX_DOWNLOADS_LIMIT, Settings


def test_the_defaults_work():
    settings = Settings()
    assert settings.max_downloads == 3
    assert preset(settings.preset).title


@pytest.mark.parametrize(
    "values",
    [
        {"max_downloads": 0},
        {"max_downloads": MAX_DOWNLOADS_LIMIT + 1},
        {"max_downloads": "x"},
        {"appearance": "pink"},
        {"video_template": "{titel}"},
        {"playlist_template": "../{title}"},
    ],
)
def test_what_makes_no_sense_is_refused(values: dict[str, Any]):
    with pytest.raises(ValidationError):
        Settings.model_validate(values)


def test_settings_of_a_newer_version_are_ignored():
    assert Settings.model_validate({"from_the_future": 1}) == Settings()
