"""The table of all routes. A new part of the API adds its module here, and nowhere else."""

from mediadl.server.route import Table
from mediadl.server.routes import (
    aria2,
    batches,
    channels,
    contract,
    cookies,
    counts,
    downloads,
    events,
    file,
    looks,
    metube,
    pairing,
    program,
    webhooks,
)

TABLE = Table(
    (
        *program.ROUTES,
        *pairing.ROUTES,
        *contract.ROUTES,
        *downloads.ROUTES,
        *events.ROUTES,
        *file.ROUTES,
        *batches.ROUTES,
        *channels.ROUTES,
        *cookies.ROUTES,
        *counts.ROUTES,
        *looks.ROUTES,
        *webhooks.ROUTES,
        *metube.ROUTES,
        *aria2.ROUTES,
    )
)
