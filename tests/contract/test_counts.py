"""A rate is one, or is not known."""

import pytest
from pydantic import ValidationError

from mediadl.contract.counts import QueueTold, StatsResponse, StorageTold


@pytest.mark.parametrize("rate", [1.5, -0.1])
def test_a_rate_lies_between_none_and_all(rate: float) -> None:
    storage = StorageTold(free=None, total=None, downloaded=0)
    queue = QueueTold(running=0, queued=0, max_downloads=3)
    with pytest.raises(ValidationError):
        StatsResponse(
            total=0, by_status={}, success_rate=rate, average_download_time=None, storage=storage,
            queue=queue, uptime=1,
        )  # fmt: skip
