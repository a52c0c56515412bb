"""What a video's page has told fills in what its list does not say, for who was told, and for a while."""

from mediadl.server.learned import KEPT_S, Learned
from tests.helpers.choices import an_entry


def test_it_is_told_to_its_client_alone_and_forgotten_after_an_hour() -> None:
    now_s = [100.0]
    learned = Learned(lambda: now_s[0])
    bare = an_entry(1, duration_s=None)
    learned.note("one", bare.model_copy(update={"duration_s": 7.0, "view_count": 3}))
    assert learned.over("other", bare) is bare
    known = learned.over("one", bare)
    assert (known.duration_s, known.view_count, known.was_looked_at) == (7.0, 3, True)
    assert learned.over("one", an_entry(1, duration_s=2.0)).duration_s == 2.0
    now_s[0] += KEPT_S + 1
    assert learned.over("one", bare) is bare
