"""How long silence is borne, and when the page is asked."""

import time

import pytest

from mediadl.worker.live.patience import Air, Limits, Over, Patience, Question

SOON = Limits(ask_after_s=0.0, give_up_after_s=60.0, first_pause_s=0.5, longest_pause_s=3.0)


def test_pauses_grow_to_a_most_and_start_over_after_good_news():
    patience = Patience(Limits(first_pause_s=0.5, longest_pause_s=3.0), lambda: Air.UNKNOWN)
    assert [patience.failed(OSError()) for _ in range(5)] == [0.5, 1.0, 2.0, 3.0, 3.0]
    assert patience.is_tried
    patience.rewarded()
    assert not patience.is_tried
    assert patience.failed(OSError()) == 0.5


@pytest.mark.parametrize("said", [Air.LIVE, Air.UNKNOWN])
def test_a_stream_that_may_go_on_is_waited_for(said: Air):
    patience = Patience(SOON, lambda: said)
    time.sleep(0.01)
    assert patience.failed(OSError()) > 0


def test_a_page_that_says_it_is_over_ends_the_waiting():
    patience = Patience(SOON, lambda: Air.OVER)
    time.sleep(0.01)
    with pytest.raises(Over):
        patience.failed(OSError())


def test_the_error_comes_out_when_it_goes_on_for_too_long():
    patience = Patience(Limits(give_up_after_s=0.0), lambda: Air.LIVE)
    time.sleep(0.01)
    with pytest.raises(OSError, match="gone"):
        patience.failed(OSError("gone"))
    with pytest.raises(Over):
        patience.answered(2.0)


def test_a_quiet_server_is_not_asked_about_within_what_is_usual():
    asked: list[None] = []
    patience = Patience(SOON, lambda: asked.append(None) or Air.OVER)
    patience.answered(usual_gap_s=10.0)
    assert asked == []


def test_two_tracks_that_ask_at_once_ask_once():
    asked: list[None] = []
    question = Question(lambda: asked.append(None) or Air.LIVE)
    assert [question(), question()] == [Air.LIVE, Air.LIVE]
    assert len(asked) == 1


def test_a_recording_that_has_not_begun_is_given_up_earlier():
    limits = Limits(begin_within_s=0.0)
    new, begun = (Patience(limits, lambda: Air.LIVE, has_begun=begun) for begun in (False, True))
    time.sleep(0.01)
    assert begun.failed(OSError()) > 0
    with pytest.raises(OSError, match="never"):
        new.failed(OSError("never"))
