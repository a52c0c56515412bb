"""Formats that were picked and are no longer there: whether something else was taken instead, in words."""

from mediadl.domain.media import Media
from mediadl.domain.options import DownloadOptions
from mediadl.domain.selection import named_formats

OTHER_FORMAT = "The format that was picked is no longer offered; the nearest one was taken instead."


def substitute_words(media: Media, options: DownloadOptions) -> str:
    """What to say when the selection is not what was picked; empty when it is, or when nothing was picked.

    The first alternative of a selector is what was picked; one that names ids further on is as good.
    """
    selector = options.custom_format or ""
    first, *others = (named_formats(alternative) for alternative in selector.split("/"))
    offered = {one.id for one in media.formats}
    if not media.chosen_ids or offered.issuperset(first):
        return ""
    is_other_pick = any(ids and set(ids) <= set(media.chosen_ids) for ids in others)
    return "" if is_other_pick else OTHER_FORMAT
