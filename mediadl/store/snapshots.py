"""Jobs as the JSON text that queue and history keep. Which row a text belongs to is not known here."""

import dataclasses
import hashlib
import logging
import time
from collections.abc import Iterable, Sequence

from pydantic import TypeAdapter, ValidationError

from mediadl.domain.job import Job
from mediadl.domain.options import DownloadOptions

_JOB: TypeAdapter[Job] = TypeAdapter(Job)

_KEPT_JOBS = 10_000
_BREATH_JOBS, _BREATH_S = 8, 0.0005
"""Eight jobs take two milliseconds of the interpreter, which a window's thread may be waiting for."""

_log = logging.getLogger(__name__)


def dump(job: Job) -> str:
    """The text for a job."""
    return _JOB.dump_json(job).decode()


@dataclasses.dataclass(frozen=True)
class _Shared:
    """One object for all jobs with the same options: ten thousand equal ones take twenty megabytes."""

    options: dict[DownloadOptions, DownloadOptions] = dataclasses.field(default_factory=dict)
    layers: dict[tuple[DownloadOptions, frozenset[str]], DownloadOptions] = dataclasses.field(
        default_factory=dict
    )


def read_all(texts: Iterable[str | bytes], shared: _Shared | None = None) -> list[Job]:
    """The jobs of these texts; one that cannot be read, such as a newer version's, is left out."""
    jobs: list[Job] = []
    shared = shared or _Shared()
    for text in texts:
        try:
            job = _JOB.validate_json(text)
        except ValidationError as error:
            _log.warning("a saved job cannot be read and is left where it is: %s", error)
            continue
        options = shared.options.setdefault(job.options, job.options)
        jobs.append(dataclasses.replace(job, options=options, asked=_shared_layer(shared.layers, job.asked)))
    return jobs


class ReadJobs:
    """Jobs that were read lately: a history that is asked for again is mostly the same lines.

    What is new is read with breaths in between. This blocks, and is meant for another thread than a window's.
    """

    def __init__(self) -> None:
        self._by_text: dict[bytes, Job] = {}
        self._shared = _Shared()

    def jobs(self, texts: Sequence[bytes]) -> list[Job]:
        """As `read_all`."""
        keys = [hashlib.blake2b(text, digest_size=16).digest() for text in texts]
        known = {key: self._by_text[key] for key in keys if key in self._by_text}
        new = [(key, text) for key, text in zip(keys, texts, strict=True) if key not in known]
        for start in range(0, len(new), _BREATH_JOBS):
            for key, text in new[start : start + _BREATH_JOBS]:
                known.update((key, job) for job in read_all((text,), self._shared))
            time.sleep(_BREATH_S)
        if len(self._by_text) + len(new) > _KEPT_JOBS:
            self._by_text.clear()
            self._shared = _Shared()
        self._by_text.update(known)
        return [known[key] for key in keys if key in known]


def _shared_layer(
    layers: dict[tuple[DownloadOptions, frozenset[str]], DownloadOptions], layer: DownloadOptions
) -> DownloadOptions:
    """One object for layers that say the same; that they are equal does not tell."""
    return layers.setdefault((layer, frozenset(layer.model_fields_set)), layer)
