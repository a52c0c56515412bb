"""Who may use the local API, and for what; neither how a token is checked nor where clients are kept."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from mediadl.domain.job import Part


class Scope(StrEnum):
    """What a client may do."""

    SUBMIT = "submit"
    """Add downloads."""
    READ = "read"
    """See its downloads, and fetch their files."""
    CONTROL = "control"
    """Pause, resume, retry and cancel them."""
    PROBE = "probe"
    """Ask what a link offers."""
    COOKIES = "cookies"
    """Hand over cookies, name them for its downloads, and delete those it has handed over."""
    METRICS = "metrics"
    """Read the counters of the whole program."""
    ALL = "all"
    """Everything above, for downloads and accounts of all clients and of the user."""


FIRST_EXTENSION = "first-extension"
"""In the place of an origin: the first browser extension that uses the token becomes its origin.

For extensions that cannot pair. It is no origin itself, so that what does not know it lets nobody in.
"""


@dataclass(frozen=True)
class Client:
    """A program that was given a token. Of the token only the digest is known."""

    id: str
    """A UUID4, in its canonical form."""
    name: str
    """As the user sees it; not unique."""
    scopes: frozenset[Scope]
    token_sha256: str = field(repr=False)
    """Hexadecimal digest of the token's UTF-8."""
    created_at: datetime
    """Aware, UTC; so are the other times."""
    origin: str | None = None
    """The browser extension that it belongs to, or `FIRST_EXTENSION`; None is a program."""
    last_used_at: datetime | None = None
    request_count: int = 0
    job_count: int = 0
    """How many downloads it has added."""
    revoked_at: datetime | None = None
    """From then on the token opens nothing any more."""

    @property
    def is_revoked(self) -> bool:
        """Whether its token was taken back."""
        return self.revoked_at is not None

    @property
    def is_unbound(self) -> bool:
        """Whether the first extension that uses its token becomes its origin."""
        return self.origin == FIRST_EXTENSION

    def may(self, *scopes: Scope) -> bool:
        """Whether it has one of these scopes; with none given nobody has."""
        return Scope.ALL in self.scopes or not self.scopes.isdisjoint(scopes)

    def sees(self, owner_id: str | None) -> bool:
        """Whether it may know of what this client has made, or the user for None."""
        return Scope.ALL in self.scopes or owner_id == self.id


@dataclass(frozen=True)
class ForClient:
    """What a job gets beside its options because a client asked for it; fields of `Job`."""

    client_id: str | None
    webhook_url: str | None = None
    retention_hours: int | None = None
    timeout_s: int | None = None
    priority: int = 0
    batch_id: str | None = None
    batch_limit: int | None = None
    stops_batch: bool = False
    part: Part | None = None
    """What is meant where a link names a video and a list; None is as usual."""
