"""What the pages of videos have told whose lists say little, for each client by itself; none is asked."""

import time
from collections import OrderedDict
from collections.abc import Callable

from mediadl.domain.media import Entry

KEPT_S = 3600.0
MOST_KEPT = 5000
_FIELDS = (
    "duration_s", "uploader", "upload_date", "view_count", "thumbnail_url", "live_status", "problem",
)  # fmt: skip


class Learned:
    """In memory, and forgotten after an hour: a list that is asked for again is not looked at again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._entries: OrderedDict[tuple[str | None, str], tuple[float, Entry]] = OrderedDict()

    def note(self, client_id: str | None, entry: Entry) -> None:
        """Keep what this client was told of an entry. Others may be shown something else."""
        self._entries.pop((client_id, entry.url), None)
        self._entries[client_id, entry.url] = (self._clock(), entry)
        while len(self._entries) > MOST_KEPT:
            self._entries.popitem(last=False)

    def over(self, client_id: str | None, entry: Entry) -> Entry:
        """The entry, with what is known of it beyond what the list says."""
        at_s, known = self._entries.get((client_id, entry.url), (0.0, None))
        if known is None or self._clock() - at_s > KEPT_S:
            return entry
        news = {name: getattr(known, name) for name in _FIELDS if getattr(entry, name) is None}
        is_list = entry.is_list or known.is_list
        return entry.model_copy(update={**news, "is_list": is_list, "was_looked_at": True})
