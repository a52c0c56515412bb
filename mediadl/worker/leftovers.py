"""What an interrupted attempt left in a job's temporary folder: what can be trusted stays, the rest goes.

yt-dlp resumes fragments from a state file that a kill can leave wrong, and then reports a corrupt file as
done. A fragment whose name does not end in ".part" was finished by a rename and is whole; assembling the file
anew from those needs no network and is always right. See "Resume" in ARCHITECTURE.md.
"""

import contextlib
import json
import shutil
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from mediadl.worker import receipt

_FINGERPRINT = "source.json"
_STATE = ".ytdl"


def clean(folder: Path, final_suffix: str | None = None) -> None:
    """Remove what may be wrong; `final_suffix` is that of a conversion, which a kill leaves half written."""
    for path in list(folder.glob("*.part-Frag*.part")) + list(folder.glob("*.temp.*")):
        path.unlink(missing_ok=True)
    for state in folder.glob(f"*{_STATE}"):
        state.with_name(state.name.removesuffix(_STATE) + ".part").unlink(missing_ok=True)
        state.unlink(missing_ok=True)
    for fragment in folder.glob("*.part-Frag*"):
        # The state file may be gone while fragments are there; then the part is of unknown length.
        fragment.with_name(fragment.name.split(".part-Frag")[0] + ".part").unlink(missing_ok=True)
    if final_suffix:
        for path in folder.glob(f"*.{final_suffix}"):
            path.unlink(missing_ok=True)


@contextlib.contextmanager
def fragments_cleared(folder: Path) -> Iterator[None]:
    """Remove the fragments of files that are whole, while the block does something else; then they are gone.

    There are thousands of them, and a disk that is busy takes a second for that.
    """
    sweeper = threading.Thread(target=_drop_fragments, args=(folder,), name="fragments", daemon=True)
    sweeper.start()
    try:
        yield
    finally:
        sweeper.join()


def _drop_fragments(folder: Path) -> None:
    with contextlib.suppress(OSError):  # what is left goes with the folder
        for path in folder.glob("*.part-Frag*"):
            path.unlink(missing_ok=True)


def drop_parts(folder: Path) -> None:
    """Remove unfinished files: a part that is exactly complete makes the server answer 416 for ever."""
    for path in folder.glob("*.part"):
        path.unlink(missing_ok=True)


def drop_all(folder: Path) -> None:
    """Empty the folder."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def keep_if_same_source(folder: Path, fingerprint: Iterable[object]) -> None:
    """Empty the folder when its files come from another source than this attempt's; then note the source."""
    note = folder / _FINGERPRINT
    text = json.dumps(list(fingerprint))
    with contextlib.suppress(FileNotFoundError):
        if note.read_text(encoding="utf-8") == text:
            return
    drop_all(folder)
    note.write_text(text, encoding="utf-8")


def keep_only(folder: Path, files: Iterable[Path]) -> None:
    """Remove all but the finished files, the note about their source, and that about their places."""
    kept = {folder / _FINGERPRINT, folder / receipt.NAME, *files}
    for path in folder.iterdir():
        if path not in kept and path.is_file():
            path.unlink()
