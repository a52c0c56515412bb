"""A worker that downloads nothing: it notes each request's line in a file and says that all went well."""

import json
import os
import sys
from pathlib import Path


def command(notes: Path) -> list[str]:
    """The command line of a worker that notes its requests there, a line each."""
    return [sys.executable, __file__, str(notes)]


def _say(line: dict[str, object]) -> None:
    print(json.dumps(line), flush=True)


def main(notes: Path) -> None:
    """Answer until stdin closes."""
    _say({"type": "hello", "version": "0", "engine_version": "0", "pid": os.getpid()})
    for line in sys.stdin:
        request = json.loads(line)
        if request["cmd"] not in {"probe", "download"}:
            continue
        with notes.open("a", encoding="utf-8") as file:
            file.write(line)
        media = {"kind": "media", "id": "1", "extractor": "Lab", "url": request["url"], "title": "T"}
        _say({"type": "probed", "found": media})
        _say({"type": "finished"})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
