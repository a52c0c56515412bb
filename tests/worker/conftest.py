"""The media site under a short name, and one warm worker for the tests that need no other."""

from collections.abc import Iterator

import pytest

from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import WorkerChild


@pytest.fixture(scope="session")
def site(media_site: MediaSiteProcess) -> MediaSiteProcess:
    """The site of the whole session."""
    return media_site


@pytest.fixture(scope="session")
def worker() -> Iterator[WorkerChild]:
    """A worker that answers one test after the other, as in the program."""
    with WorkerChild() as child:
        child.hello()
        yield child
