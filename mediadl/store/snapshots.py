"""Jobs as the JSON text that queue and history keep. Which row a text belongs to is not known here."""

import dataclasses
import logging
from collections.abc import Iterable

from pydantic import TypeAdapter, ValidationError

from mediadl.domain.job import Job
from mediadl.domain.options import DownloadOptions

_JOB: TypeAdapter[Job] = TypeAdapter(Job)

_log = logging.getLogger(__name__)


def dump(job: Job) -> str:
    """The text for a job."""
    return _JOB.dump_json(job).decode()


def read_all(texts: Iterable[str | bytes]) -> list[Job]:
    """The jobs of these texts; one that cannot be read, such as a newer version's, is left out."""
    jobs: list[Job] = []
    options: dict[DownloadOptions, DownloadOptions] = {}
    layers: dict[tuple[DownloadOptions, frozenset[str]], DownloadOptions] = {}
    for text in texts:
        try:
            job = _JOB.validate_json(text)
        except ValidationError as error:
            _log.warning("a saved job cannot be read and is left where it is: %s", error)
            continue
        # One object for all entries of a list: ten thousand equal ones take twenty megabytes.
        shared = options.setdefault(job.options, job.options)
        jobs.append(dataclasses.replace(job, options=shared, asked=_shared_layer(layers, job.asked)))
    return jobs


def _shared_layer(
    layers: dict[tuple[DownloadOptions, frozenset[str]], DownloadOptions], layer: DownloadOptions
) -> DownloadOptions:
    """One object for layers that say the same; that they are equal does not tell."""
    return layers.setdefault((layer, frozenset(layer.model_fields_set)), layer)
