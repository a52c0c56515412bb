"""Options in layers: what a layer does not say, the one below it says."""

from typing import Annotated

from pydantic import PlainSerializer

from mediadl.domain.options import DownloadOptions


def said_by(layer: DownloadOptions) -> dict[str, object]:
    """What a layer says, ready for JSON."""
    return layer.model_dump(mode="json", exclude_unset=True)


Layer = Annotated[DownloadOptions, PlainSerializer(said_by)]
"""Options of which only those count that were set; they alone are saved."""


def layered(*layers: DownloadOptions) -> DownloadOptions:
    """The layers as one, the last one on top: global, then preset, then item."""
    merged = DownloadOptions()
    for layer in layers:
        said = {name: getattr(layer, name) for name in layer.model_fields_set}
        merged = merged.model_copy(update=said)
    return merged
