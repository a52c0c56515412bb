"""yt-dlp's command-line arguments, each with what becomes of it here; a test compares them with yt-dlp's own.

The names are those of yt-dlp/options.py. Nothing is parsed by its meaning here, and nothing is run.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mediadl.domain.errors import UserError


class Fate(StrEnum):
    """What becomes of an argument."""

    PASSED = "passed"
    """It goes to yt-dlp as it is."""
    FIELD = "field"
    """`DownloadOptions` has a field for it."""
    UNSAFE = "unsafe"
    LOGIN = "login"
    LIST = "list"
    OURS = "ours"
    SCREEN = "screen"


REASONS = {
    Fate.UNSAFE: "“{name}” is not allowed: it could run programs, touch other files or weaken security.",
    Fate.LOGIN: "“{name}” is not allowed: passwords and cookies would be kept and shown in plain text.",
    Fate.LIST: "“{name}” chooses from lists. Choose the entries in the list itself.",
    Fate.OURS: "“{name}” cannot be changed: downloads are safe to stop and go on only as MediaDL sets it.",
    Fate.SCREEN: "“{name}” only changes what yt-dlp prints, which nobody sees here.",
    Fate.FIELD: "“{name}” has an option of its own. Set it there.",
}

# One option a word, its other names behind "/", and behind "=" how many values it takes.
_TABLE = {
    Fate.PASSED: """
        --use-extractors/--ies=1 --force-generic-extractor --mark-watched --no-mark-watched
        --socket-timeout=1 --source-address=1 --force-ipv4/-4 --force-ipv6/-6
        --geo-verification-proxy/--cn-verification-proxy=1 --xff=1 --geo-bypass --no-geo-bypass
        --geo-bypass-country=1 --geo-bypass-ip-block=1 --throttled-rate=1 --file-access-retries=1
        --fragment-retries=1 --extractor-retries=1 --retry-sleep=1 --http-chunk-size=1
        --mtime --no-mtime --sleep-requests=1 --sleep-interval/--min-sleep-interval=1
        --max-sleep-interval=1 --sleep-subtitles=1 --format-sort/-S=1 --format-sort-reset
        --format-sort-force/--S-force --no-format-sort-force --video-multistreams --no-video-multistreams
        --audio-multistreams --no-audio-multistreams --prefer-free-formats --no-prefer-free-formats
        --check-formats --check-all-formats --no-check-formats --parse-metadata=1 --metadata-from-title=1
        --replace-in-metadata=3 --fixup=1 --allow-dynamic-mpd/--no-ignore-dynamic-mpd
        --ignore-dynamic-mpd/--no-allow-dynamic-mpd --hls-split-discontinuity --no-hls-split-discontinuity
        --extractor-args=1 --hls-use-mpegts --no-hls-use-mpegts --age-limit=1
        --youtube-include-dash-manifest/--no-youtube-skip-dash-manifest
        --youtube-skip-dash-manifest/--no-youtube-include-dash-manifest
        --youtube-include-hls-manifest/--no-youtube-skip-hls-manifest
        --youtube-skip-hls-manifest/--no-youtube-include-hls-manifest
        """,
    Fate.FIELD: """
        --proxy=1 --impersonate=1 --add-headers=1 --user-agent=1 --referer=1 --limit-rate/--rate-limit/-r=1
        --retries/-R=1 --concurrent-fragments/-N=1 --live-from-start --no-live-from-start
        --download-archive=1 --no-download-archive --format/-f=1 --merge-output-format=1 --remux-video=1
        --recode-video=1 --extract-audio/-x --audio-format=1 --audio-quality=1 --preset-alias/-t=1
        --write-subs/--write-srt --no-write-subs/--no-write-srt
        --write-auto-subs/--write-automatic-subs --no-write-auto-subs/--no-write-automatic-subs
        --all-subs --sub-format=1 --sub-langs/--srt-langs=1 --convert-subs/--convert-sub/--convert-subtitles=1
        --embed-subs --no-embed-subs --write-thumbnail --no-write-thumbnail --convert-thumbnails=1
        --embed-thumbnail --no-embed-thumbnail --embed-metadata/--add-metadata
        --no-embed-metadata/--no-add-metadata --embed-chapters/--add-chapters
        --no-embed-chapters/--no-add-chapters --write-description --no-write-description
        --write-info-json --no-write-info-json --write-comments/--get-comments
        --no-write-comments/--no-get-comments --split-chapters/--split-tracks
        --no-split-chapters/--no-split-tracks --force-keyframes-at-cuts --no-force-keyframes-at-cuts
        --download-sections=1 --sponsorblock-mark=1 --sponsorblock-remove=1 --no-sponsorblock
        --output/-o=1 --paths/-P=1 --no-overwrites/-w --force-overwrites/--yes-overwrites
        --no-force-overwrites --skip-download/--no-download
        """,
    Fate.UNSAFE: """
        --update/-U --update-to=1 --no-update --default-search=1 --config-locations=1 --plugin-dirs=1
        --no-plugin-dirs --js-runtimes=1 --no-js-runtimes --remote-components=1 --no-remote-components
        --compat-options=1 --alias=2 --enable-file-urls --downloader/--external-downloader=1
        --downloader-args/--external-downloader-args=1 --batch-file/-a=1 --load-info-json=1
        --cache-dir=1 --no-cache-dir --rm-cache-dir --write-link --write-url-link --write-webloc-link
        --write-desktop-link --print-to-file=2 --write-pages --load-pages --legacy-server-connect
        --no-check-certificates --prefer-insecure/--prefer-unsecure --allow-unplayable-formats
        --no-allow-unplayable-formats --postprocessor-args/--ppa=1 --embed-info-json --xattrs/--xattr
        --xattr-set-filesize --ffmpeg-location=1 --exec=1 --no-exec --exec-before-download=1
        --no-exec-before-download --use-postprocessor=1 --sponsorblock-api=1 --sponskrub-location=1
        --sponskrub-args=1 --dump-pages --print-traffic --client-certificate=1 --client-certificate-key=1
        --client-certificate-password=1 --netrc-location=1 --netrc-cmd=1
        """,
    Fate.LOGIN: """
        --cookies=1 --no-cookies --cookies-from-browser=1 --no-cookies-from-browser --username/-u=1
        --password/-p=1 --twofactor/-2=1 --netrc/-n --video-password=1 --ap-mso=1 --ap-username=1
        --ap-password=1 --ap-list-mso
        """,
    Fate.LIST: """
        --flat-playlist --no-flat-playlist --playlist-start=1 --playlist-end=1 --playlist-items/-I=1
        --match-title=1 --reject-title=1 --min-filesize=1 --max-filesize=1 --date=1 --datebefore=1
        --dateafter=1 --min-views=1 --max-views=1 --match-filters=1 --no-match-filters
        --break-match-filters=1 --no-break-match-filters --no-playlist --yes-playlist --max-downloads=1
        --break-on-existing --no-break-on-existing --break-on-reject --break-per-input
        --no-break-per-input --skip-playlist-after-errors=1 --playlist-reverse --no-playlist-reverse
        --playlist-random --lazy-playlist --no-lazy-playlist --write-playlist-metafiles
        --no-write-playlist-metafiles --concat-playlist=1 --no-batch-file
        """,
    Fate.OURS: """
        --ignore-errors/-i --no-abort-on-error --abort-on-error/--no-ignore-errors
        --ignore-config/--no-config --no-config-locations --wait-for-video=1 --no-wait-for-video
        --skip-unavailable-fragments/--no-abort-on-unavailable-fragments
        --abort-on-unavailable-fragments/--no-skip-unavailable-fragments --keep-fragments
        --no-keep-fragments --buffer-size=1 --resize-buffer --no-resize-buffer --test --hls-prefer-native
        --hls-prefer-ffmpeg --id --output-na-placeholder=1 --autonumber-size=1 --autonumber-start=1
        --restrict-filenames --no-restrict-filenames --windows-filenames --no-windows-filenames
        --trim-filenames/--trim-file-names=1 --continue/-c --no-continue --part --no-part
        --clean-info-json/--clean-infojson --no-clean-info-json/--no-clean-infojson
        --write-all-thumbnails --simulate/-s --no-simulate --ignore-no-formats-error
        --no-ignore-no-formats-error
        --force-write-archive/--force-write-download-archive/--force-download-archive
        --encoding=1 --all-formats --keep-video/-k --no-keep-video --post-overwrites --no-post-overwrites
        --no-embed-info-json --remove-chapters=1 --no-remove-chapters --sponsorblock-chapter-title=1
        --sponskrub --no-sponskrub --sponskrub-cut --no-sponskrub-cut --sponskrub-force
        --no-sponskrub-force --prefer-avconv/--no-prefer-ffmpeg --prefer-ffmpeg/--no-prefer-avconv
        --include-ads --no-include-ads --write-annotations --no-write-annotations --call-home/-C
        --no-call-home
        """,
    Fate.SCREEN: """
        --help/-h --version --list-extractors --extractor-descriptions --no-colors/--no-colours --color=1
        --list-impersonate-targets --list-thumbnails --quiet/-q --no-quiet --no-warnings --print/-O=1
        --get-url/-g --get-title/-e --get-id --get-thumbnail --get-description --get-duration
        --get-filename --get-format --dump-json/-j --dump-single-json/-J --print-json --newline
        --no-progress --progress --console-title --progress-template=1 --progress-delta=1 --verbose/-v
        --bidi-workaround --list-formats/-F --list-formats-as-table
        --list-formats-old/--no-list-formats-as-table --list-subs --dump-user-agent
        --youtube-print-sig-code
        """,
}


@dataclass(frozen=True)
class Known:
    """An option of yt-dlp's, under its first name."""

    name: str
    value_count: int
    fate: Fate


@dataclass(frozen=True)
class Argument:
    """One option as it was written, with its values; `option` is None for a word that is no option."""

    written: str
    option: Known | None = None
    values: tuple[str, ...] = ()
    position: int = 0
    """That of its first word among all words."""


def _read_table() -> dict[str, Known]:
    names: dict[str, Known] = {}
    for fate, text in _TABLE.items():
        for word in text.split():
            spellings, _, count = word.partition("=")
            first, *others = spellings.split("/")
            known = Known(first, int(count or 0), fate)
            names |= dict.fromkeys((first, *others), known)
    return names


NAMES = _read_table()
"""Every option by each of its names."""


def walk(words: Sequence[str]) -> Iterator[Argument]:
    """The options among the words, in their order, read as yt-dlp's parser (Python's optparse) reads them.

    Raises:
        UserError: an option does not exist, is ambiguous, or lacks its value.
    """
    at = 0
    while at < len(words):
        word, begin = words[at], at
        at += 1
        if not word.startswith("-") or word == "-":
            yield Argument(word, position=begin)
            continue
        for written, inline in _taken_apart(word):
            option = _find(written)
            values: tuple[str, ...] = () if inline is None else (inline,)
            missing = option.value_count - len(values)
            if missing < 0:
                raise UserError(f"“{written}” takes no value.")
            if at + missing > len(words):
                raise UserError(f"“{written}” lacks its value.")
            values += tuple(words[at : at + missing])
            at += missing
            yield Argument(written, option, values, begin)


def _taken_apart(word: str) -> Iterator[tuple[str, str | None]]:
    """The options in one word, each with the value that stands in it: "--a=b", "-fbest", "-xk"."""
    if word.startswith("--"):
        name, equals, value = word.partition("=")
        yield name, value if equals else None
        return
    letters = word[1:]
    for at, letter in enumerate(letters):
        known = NAMES.get(f"-{letter}")
        rest = letters[at + 1 :]
        if known is not None and known.value_count and rest:
            yield f"-{letter}", rest
            return
        yield f"-{letter}", None


def _find(written: str) -> Known:
    if (known := NAMES.get(written)) is not None:
        return known
    meant = {known.name: known for name, known in NAMES.items() if name.startswith(written)}
    if not written.startswith("--") or len(written) < 4 or not meant:
        raise UserError(f"yt-dlp has no option “{written}”.")
    if len(meant) > 1:
        raise UserError(f"“{written}” could be {' or '.join(sorted(meant)[:3])}. Write it in full.")
    return next(iter(meant.values()))
