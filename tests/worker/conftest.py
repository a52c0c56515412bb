"""One media site for all of the worker's tests, and one warm worker for those that need no other."""

from collections.abc import Iterator

import pytest

from tests.helpers.media_site import MediaSiteProcess
from tests.helpers.workers import WorkerChild


@pytest.fixture(scope="session")
def site() -> Iterator[MediaSiteProcess]:
    """The site, with media made on demand."""
    with MediaSiteProcess(media_names=()) as site:
        yield site


@pytest.fixture(scope="session")
def worker() -> Iterator[WorkerChild]:
    """A worker that answers one test after the other, as in the program."""
    with WorkerChild() as child:
        child.hello()
        yield child
