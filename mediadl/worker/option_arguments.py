"""yt-dlp's arguments for single groups of options; `options` puts them together and locks the result."""

from mediadl.domain.options import Clip, DownloadOptions


def network_arguments(options: DownloadOptions) -> list[str]:
    """How sites are asked, and how often."""
    retries = options.retries
    arguments = [
        f"--retries={10 if retries is None else retries}",
        f"--fragment-retries={6 if retries is None else retries}",
        f"--extractor-retries={3 if retries is None else retries}",
    ]
    if options.proxy is not None:
        arguments.append(f"--proxy={options.proxy}")
    if options.impersonate is not None:
        arguments.append(f"--impersonate={options.impersonate}")
    arguments += [f"--add-headers={name}:{value}" for name, value in options.headers]
    if options.write_comments:
        arguments.append("--write-comments")
    return arguments


def cut_arguments(options: DownloadOptions) -> list[str]:
    """Which parts of the media are fetched, and how exactly they are cut out."""
    arguments = [f"--download-sections=*{_range(clip)}" for clip in dict.fromkeys(options.clips)]
    if arguments and options.exact_cut:
        arguments.append("--force-keyframes-at-cuts")
    return arguments


def _range(clip: Clip) -> str:
    return f"{clip.start_s:.3f}-{'inf' if clip.end_s is None else format(clip.end_s, '.3f')}"
