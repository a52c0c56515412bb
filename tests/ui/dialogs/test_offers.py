"""What is offered for a job: the failure's remedies in their order, and something for every other trouble."""

import pytest

from mediadl.domain.failures import FailureKind, Remedy, failure, remedies
from mediadl.domain.job import JobState
from mediadl.domain.waiting import Wait, WaitReason
from mediadl.ui import icons
from mediadl.ui.dialogs.offers import REMEDIES, offers
from tests.helpers.jobs import a_job


@pytest.mark.parametrize("kind", FailureKind)
def test_every_failure_offers_its_remedies_in_order(kind):
    job = a_job(JobState.FAILED, failure=failure(kind))
    wanted = [each.value for each in remedies(job.failure) if each is not Remedy.COPY_DETAILS]
    assert [offer.name for offer in offers(job)] == wanted


@pytest.mark.parametrize("remedy", Remedy)
def test_every_remedy_has_words_with_a_key_and_an_icon(remedy):
    offer = REMEDIES[remedy]
    assert offer.name == remedy.value
    assert "&" in offer.text
    assert offer.icon in icons.names()


@pytest.mark.parametrize("state", [JobState.WAITING, JobState.DIFFERS, JobState.COMPLETED])
def test_letters_that_press_a_button_are_different(state):
    letters = [offer.text[offer.text.index("&") + 1].lower() for offer in offers(a_job(state))]
    assert len(letters) > 1
    assert len({*letters, "c"}) == len(letters) + 1, "c is for Copy details"


def test_an_address_in_the_own_network_is_allowed_or_refused():
    problem = failure(FailureKind.ADDRESS_PRIVATE).model_copy(update={"addresses": ("10.0.0.1",)})
    job = a_job(JobState.WAITING, wait=Wait(reason=WaitReason.APPROVAL, failure=problem))
    assert [offer.name for offer in offers(job)] == ["allow_once", "allow_client", "stop_retrying"]
    letters = {offer.text[offer.text.index("&") + 1].lower() for offer in offers(job)}
    assert len(letters | {"c"}) == 4
    assert all(offer.icon in icons.names() for offer in offers(job))


@pytest.mark.parametrize(
    ("files", "names"), [(("/a.mp4",), ["open_file", "replace_had", "keep_both"]), ((), ["retry"])]
)
def test_what_is_here_already_is_opened_or_downloaded_all_the_same(files, names):
    found = offers(a_job(JobState.DIFFERS, is_had=True, files=files, differences=("You have it.",)))
    assert [offer.name for offer in found] == names
    letters = {offer.text[offer.text.index("&") + 1].lower() for offer in found}
    assert len(letters | {"c"}) == len(found) + 1
    assert all(offer.icon in icons.names() for offer in found)
