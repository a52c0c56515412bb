"""What receivers are sent is what the API tells of a download."""

import pytest
from pydantic import ValidationError

from mediadl.contract.webhooks import NewSecret, WebhookBody
from mediadl.server.telling import told
from tests.helpers.jobs import NOON, a_job


def test_a_call_carries_the_download_as_the_api_tells_of_it() -> None:
    job = a_job()
    body = WebhookBody(
        event="download.started", timestamp=NOON, request_id=job.id, data=told(job, None, NOON)
    )
    assert body.model_dump()["data"] == told(job, None, NOON).model_dump()


def test_a_client_cannot_choose_its_secret() -> None:
    with pytest.raises(ValidationError):
        NewSecret.model_validate({"secret": "mine"})
