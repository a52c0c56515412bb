"""A Python client of the local API: async and typed. It knows the API's contract, and nothing of the program.

The README shows how it is used.
"""

from mediadl.client.client import MediaDL
from mediadl.client.errors import PairingEnded, Problem, Unreachable
from mediadl.client.stream import Event
from mediadl.contract.batches import BatchDownloadRequest, PlaylistDownloadRequest
from mediadl.contract.channels import ChannelDownloadRequest, ChannelQuery
from mediadl.contract.downloads import DownloadQuery, DownloadRequest, DownloadResponse

__all__ = [
    "BatchDownloadRequest",
    "ChannelDownloadRequest",
    "ChannelQuery",
    "DownloadQuery",
    "DownloadRequest",
    "DownloadResponse",
    "Event",
    "MediaDL",
    "PairingEnded",
    "PlaylistDownloadRequest",
    "Problem",
    "Unreachable",
]
