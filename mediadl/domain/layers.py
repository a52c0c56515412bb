"""Options in layers: what a layer does not say, the one below it says."""

from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

from mediadl.domain.options import DownloadOptions


def said_by(layer: DownloadOptions) -> dict[str, object]:
    """What a layer says, ready for JSON."""
    return layer.model_dump(mode="json", exclude_unset=True)


def _known_only(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {name: one for name, one in value.items() if name in DownloadOptions.model_fields}


Layer = Annotated[DownloadOptions, BeforeValidator(_known_only), PlainSerializer(said_by)]
"""Options of which only those count that were set; they alone are saved.

What a newer version saved beside them is left out, so that a preset is not lost for one option.
"""


def layered(*layers: DownloadOptions) -> DownloadOptions:
    """The layers as one, the last one on top: global, then preset, then item."""
    merged = DownloadOptions()
    for layer in layers:
        said = {name: getattr(layer, name) for name in layer.model_fields_set}
        merged = merged.model_copy(update=said)
    return merged


def saying(layer: DownloadOptions, name: str, value: Any) -> DownloadOptions:
    """The layer with one more thing said, checked; None for the layer's own silence is `silent_on`'s.

    Raises:
        pydantic.ValidationError: the value is none for this option.
    """
    said = {one: getattr(layer, one) for one in layer.model_fields_set}
    return DownloadOptions(**{**said, name: value})


def silent_on(layer: DownloadOptions, *names: str) -> DownloadOptions:
    """The layer without what it says of these."""
    said = {one: getattr(layer, one) for one in layer.model_fields_set if one not in names}
    return DownloadOptions(**said)


def complete(options: DownloadOptions) -> DownloadOptions:
    """The options as a layer that says everything, so that nothing below it counts."""
    return DownloadOptions(**{name: getattr(options, name) for name in DownloadOptions.model_fields})


def is_same(one: DownloadOptions, other: DownloadOptions) -> bool:
    """Whether two layers say the same; that their options are equal does not tell."""
    return said_by(one) == said_by(other)
