"""What is downloaded: protocols, their links on the media site, and when a file is the right one."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.helpers.media_facts import pictures_hash, sha256, stream_hash
from tests.helpers.media_site import media_path

SOURCE = "frag.mp4"
HTTP_RATE_BPS = 250_000
FRAGMENT_RATES_BPS: Mapping[int, int] = {1: 100_000, 8: 20_000}
"""By fragments at once: so slow that a job takes about two seconds of transfer."""


@dataclass(frozen=True)
class Shape:
    """A protocol and a number of fragments at once: one row of the table."""

    protocol: str
    tree: str
    fragments: int

    @property
    def name(self) -> str:
        """As the table shows it."""
        return f"{self.protocol} N={self.fragments}"

    @property
    def trouble(self) -> str:
        """The pace of the site, as a prefix of the path."""
        rate = HTTP_RATE_BPS if self.tree == SOURCE else FRAGMENT_RATES_BPS[self.fragments]
        return f"/f/rate={rate}"

    def link(self, base: str, number: int, prefix: str | None = None) -> str:
        """The address of one of many medias of this shape; a `prefix` takes the place of the pace."""
        return f"{base}{self.trouble if prefix is None else prefix}/lab/stream/{self.tree}?n={number}"

    def problem(self, file: Path, reference: Path) -> str | None:
        """Why the file is not what an uninterrupted download makes, or None when it is."""
        if self.tree == SOURCE:
            return None if sha256(file) == _source_hash() else "other bytes than the source"
        if stream_hash(file) != stream_hash_of(reference):
            return "other packets than an uninterrupted download"
        return None


def reference_problem(file: Path) -> str | None:
    """Why a reference is none: its pictures are compared with what the site's trees were cut from."""
    return (
        None if pictures_hash(file) == pictures_hash(media_path(SOURCE)) else "other pictures than the source"
    )


_TREES = {
    "http": SOURCE,
    "hls": "frag-hls",
    "hls-fmp4": "frag-fmp4",
    "hls-byterange": "frag-range",
    "hls-aes": "frag-aes",
    "hls-aes-iv": "frag-iv",
    "dash": "frag-dash",
}
SHAPES = tuple(Shape(protocol, tree, n) for protocol, tree in _TREES.items() for n in FRAGMENT_RATES_BPS)
MEDIA = (SOURCE, *(tree for tree in _TREES.values() if tree != SOURCE))


@functools.cache
def stream_hash_of(reference: Path) -> str:
    """The hash of a reference, which does not change while the trials run."""
    return stream_hash(reference)


@functools.cache
def _source_hash() -> str:
    return sha256(media_path(SOURCE))
