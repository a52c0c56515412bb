"""Makes one playable file of the parts of a recording, with ffmpeg and without encoding."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from yt_dlp.utils import PostProcessingError

_LAST_WORDS = 600
_TICKS_PER_S = 90_000
_STAMP_OWNER = b"com.apple.streaming.transportStreamTimestamp\0"


def join(ffmpeg: str, tracks: Sequence[Mapping[int, Path]], target: Path) -> None:
    """Write `target` from the files of each track, by part number; the parts stay.

    Parts play one after the other without a gap. A part that lacks a track is left out, unless all do: it is
    the second or so in which a recording was killed.

    Raises:
        PostProcessingError: ffmpeg could not do it.
    """
    whole = sorted(set.intersection(*(set(track) for track in tracks)))
    complete = [[track[number] for track in tracks] for number in whole]
    if not complete:
        complete = [[path] for track in tracks for path in track.values()][:1]
    made = target.with_name(f"{target.stem}.temp{target.suffix}")
    if len(complete) == 1:
        _run(ffmpeg, _mux(complete[0], made))
    else:
        _concatenate(ffmpeg, complete, made)
    made.replace(target)


def _concatenate(ffmpeg: str, parts: Sequence[Sequence[Path]], made: Path) -> None:
    pieces = []
    for number, files in enumerate(parts):
        pieces.append(made.with_name(f"{made.stem}-{number:04d}{made.suffix}"))
        _run(ffmpeg, _mux(files, pieces[-1]))
    listing = made.with_name(f"{made.stem}.txt")
    # Names of our own making, without quotes or slashes.
    listing.write_text("".join(f"file '{piece.name}'\n" for piece in pieces), encoding="utf-8")
    _run(ffmpeg, ["-f", "concat", "-safe", "0", "-i", str(listing), *_OUTPUT, str(made)])
    for path in (listing, *pieces):
        path.unlink()


_OUTPUT = ("-map", "0:v?", "-map", "0:a?", "-c", "copy", "-avoid_negative_ts", "make_zero")


def _mux(files: Sequence[Path], made: Path) -> list[str]:
    """Arguments to put one part's tracks into one file, as far apart in time as they were in the stream."""
    if len(files) == 1:
        return ["-i", str(files[0]), *_OUTPUT, str(made)]
    arguments = ["-copyts"]
    maps = []
    for number, path in enumerate(files):
        if (start_s := packed_audio_start_s(path)) is not None:
            arguments += ["-itsoffset", f"{start_s:.6f}"]
        arguments += ["-i", str(path)]
        maps += ["-map", f"{number}:v?", "-map", f"{number}:a?"]
    return [*arguments, *maps, "-c", "copy", "-avoid_negative_ts", "make_zero", str(made)]


def packed_audio_start_s(path: Path) -> float | None:
    """When bare audio begins on the stream's clock, as its ID3 tag says (RFC 8216, 3.4); None for others."""
    with path.open("rb") as file:
        head = file.read(2000)
    at = head.find(_STAMP_OWNER)
    if not head.startswith(b"ID3") or at < 0:
        return None
    stamp = head[at + len(_STAMP_OWNER) :][:8]
    return int.from_bytes(stamp, "big") / _TICKS_PER_S


def _run(ffmpeg: str, arguments: Sequence[str]) -> None:
    command = [ffmpeg, "-v", "error", "-nostdin", "-y", "-fflags", "+genpts", *arguments]
    done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        words = done.stderr.decode(errors="replace")[-_LAST_WORDS:].strip()
        raise PostProcessingError(f"ffmpeg exited with {done.returncode}: {words}")
