"""What receivers are sent, and the secret that it is signed with."""

from datetime import datetime

from mediadl.contract.downloads import DownloadResponse
from mediadl.contract.plain import Sent, Told


class WebhookBody(Told):
    """The body of a call to a client's receiver."""

    event: str
    timestamp: datetime
    request_id: str
    """Of the download; of the list or batch for what is told of that."""
    data: DownloadResponse


class NewSecret(Sent):
    """Asks for a new secret; there is nothing to say."""


class WebhookSecret(Told):
    """Told this once: from now on calls are signed with it."""

    secret: str
