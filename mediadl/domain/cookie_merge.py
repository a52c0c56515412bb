"""How a jar takes in what the site has changed, when several jobs work with it at the same time."""

from collections.abc import Iterable

from mediadl.domain.cookies import Cookie

Key = tuple[str, str, str]


def merged(
    now: Iterable[Cookie], sent: Iterable[Cookie], changed: Iterable[Cookie], deleted: Iterable[Key]
) -> tuple[Cookie, ...]:
    """The jar as it should be, from what it is now and what a job was sent and has found changed.

    What others have changed since the job began stays, unless the site gave this job something newer: of
    two values for one cookie the last one heard of holds, as in a browser. A deletion holds only while
    the cookie is still the one that was sent, so a renewal that another job brought home survives it.
    Whoever has replaced a whole jar meanwhile must not merge what the old one was sent out with.
    """
    jar = {cookie.key: cookie for cookie in now}
    before = {cookie.key: cookie for cookie in sent}
    for key in deleted:
        if (there := jar.get(key)) is not None and key in before and there.value == before[key].value:
            del jar[key]
    for cookie in changed:
        jar[cookie.key] = cookie
    return tuple(jar.values())
