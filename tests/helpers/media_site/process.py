"""The media site as a child process, for tests and programs that have no event loop to spare."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self, Unpack

from .serve import Hit
from .site import hits_from_json
from .trouble import TroubleArgs, prefix_of

_ROOT = Path(__file__).parents[3]
_GRACE_S = 3
# A proxy from the environment has no business between two ends of one machine.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class MediaSiteProcess:
    """Starts the site when made or entered; `stop` ends it. It also ends when this process does.

    Making the media takes about 20 s the first time; `media_names` limits what is made at the start.
    """

    def __init__(self, media_names: Iterable[str] | None = None, port: int = 0) -> None:
        command = [
            sys.executable,
            "-m",
            "tests.helpers.media_site",
            "--port",
            str(port),
            "--until-stdin-ends",
        ]
        if media_names is not None:
            command += ["--media", ",".join(media_names)]
        self._process = subprocess.Popen(
            command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self.stop()
            raise RuntimeError(f"the media site ended with {self._process.returncode}; its reason is above")
        self.base: str = json.loads(line)["url"].rstrip("/")

    @property
    def pid(self) -> int:
        """Process id of the child."""
        return self._process.pid

    def url(self, path: str, **trouble: Unpack[TroubleArgs]) -> str:
        """Return the address of a path such as `media/av480.mp4`, with these faults in its prefix."""
        return f"{self.base}{prefix_of(trouble)}/{path.lstrip('/')}"

    def hits(self) -> list[Hit]:
        """Return the requests so far, oldest first."""
        return hits_from_json(self._get("/_hits"))

    def reset(self) -> None:
        """Forget hits, counters of faults and live clocks."""
        self._get("/_reset")

    def stop(self) -> None:
        """End the child and wait for it; doing it twice is fine."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(_GRACE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _get(self, path: str) -> str:
        with _opener.open(self.base + path, timeout=60) as answer:
            return str(answer.read().decode())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
