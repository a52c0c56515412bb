"""Fetches playlists, segments and keys through yt-dlp's own network, whole or not at all, and decrypts."""

from collections.abc import Callable, Mapping
from typing import Any

from yt_dlp.aes import aes_cbc_decrypt_bytes, unpad_pkcs7
from yt_dlp.networking import Request
from yt_dlp.networking.exceptions import HTTPError, TransportError

from mediadl.worker.live.playlist import Resource, Segment, Snapshot, read_playlist

_BLOCK_BYTES = 64 * 1024
_AES_BLOCK_BYTES = 16
_BOXES = frozenset({b"ftyp", b"styp", b"moov", b"moof"})


class Stopped(Exception):
    """The recording was stopped in the middle of a segment."""


class Fetcher:
    """One track's way to its server: cookies, proxy and limits are yt-dlp's, the headers its format's."""

    def __init__(
        self,
        urlopen: Callable[[Request], Any],
        headers: Mapping[str, str],
        on_bytes: Callable[[int], None],
        is_stopped: Callable[[], bool],
    ) -> None:
        """`on_bytes` is told how many came, block by block, what is fetched again too."""
        self._urlopen = urlopen
        # Compression would hide whether all bytes came, and media do not shrink.
        self._headers = {**headers, "Accept-Encoding": "identity"}
        self._on_bytes = on_bytes
        self._is_stopped = is_stopped
        self._keys: dict[str, bytes] = {}
        self._inits: dict[Resource, bytes] = {}

    def playlist(self, url: str) -> Snapshot:
        """Read the playlist as it is now.

        Raises:
            yt_dlp.networking.exceptions.RequestError: it did not come whole.
        """
        with self._open(Request(url, headers=self._headers)) as response:
            text = response.read().decode(errors="replace")
            try:
                return read_playlist(text, response.url)
            except ValueError as error:  # the page of a proxy or of a server in trouble
                raise TransportError(str(error)) from error

    def segment(self, segment: Segment) -> bytes:
        """A whole segment, decrypted.

        Raises:
            yt_dlp.networking.exceptions.RequestError: it did not come whole.
            Stopped: the recording was stopped meanwhile.
        """
        data = self._bytes(segment.resource)
        return self._decrypted(data, segment) if segment.key_url else data

    def init(self, segment: Segment) -> bytes | None:
        """What has to stand before the segment; raises as `segment` does."""
        if segment.init is None:
            return None
        if segment.init not in self._inits:
            data = self._bytes(segment.init)
            if segment.key_url and data[4:8] not in _BOXES:
                data = self._decrypted(data, segment)
            self._inits = {segment.init: data}
        return self._inits[segment.init]

    def _bytes(self, resource: Resource) -> bytes:
        request = Request(resource.url, headers=self._headers)
        if resource.span:
            request.headers["Range"] = f"bytes={resource.span[0]}-{resource.span[1] - 1}"
        blocks = []
        with self._open(request) as response:
            length = response.headers.get("Content-Length")
            while block := response.read(_BLOCK_BYTES):
                if self._is_stopped():
                    raise Stopped
                blocks.append(block)
                self._on_bytes(len(block))
            is_part = response.status == 206
        data = b"".join(blocks)
        if length and length.isdigit() and len(data) < int(length):
            raise TransportError(f"{len(data)} of {length} bytes came")
        if resource.span is None:
            return data
        return _cut(data, resource.span, is_part=is_part)

    def _open(self, request: Request) -> Any:
        try:
            return self._urlopen(request)
        except HTTPError as error:
            error.close()  # or its connection stays open for as long as somebody keeps the error
            raise

    def _decrypted(self, data: bytes, segment: Segment) -> bytes:
        assert segment.key_url is not None
        if segment.key_url not in self._keys:
            self._keys[segment.key_url] = self._bytes(Resource(segment.key_url))
        vector = segment.iv or segment.sequence.to_bytes(_AES_BLOCK_BYTES, "big")
        if not data or len(data) % _AES_BLOCK_BYTES or len(self._keys[segment.key_url]) != _AES_BLOCK_BYTES:
            raise TransportError("an encrypted segment or its key is not whole")
        clear: bytes = unpad_pkcs7(aes_cbc_decrypt_bytes(data, self._keys[segment.key_url], vector))
        return clear


def _cut(data: bytes, span: tuple[int, int], *, is_part: bool) -> bytes:
    """The bytes of the span; a server without ranges has sent everything."""
    wanted = data if is_part else data[span[0] : span[1]]
    if len(wanted) != span[1] - span[0]:
        raise TransportError(f"{len(wanted)} of {span[1] - span[0]} bytes of a range came")
    return wanted
