"""What is said in the middle of a request holds at once, and for that request alone."""

from mediadl import wire
from mediadl.worker.controls import Controls


def _work(rate: float | None = None) -> wire.Download:
    return wire.Download(url="https://example.com", folder="/d", temp_folder="/d/t", bytes_per_s=rate)


def test_a_new_rate_holds_at_once():
    controls = Controls()
    controls.begin(_work(1000.0))
    controls.obey(wire.SetRate(bytes_per_s=2000.0))
    assert controls.limiter.rate == 2000.0


def test_a_stop_is_not_carried_over_to_the_next_request():
    controls = Controls()
    controls.obey(wire.StopLive())
    assert controls.stop_live.is_set()
    controls.begin(_work())
    assert not controls.stop_live.is_set()
    assert controls.limiter.rate is None


def test_a_number_is_for_the_request_that_asked():
    controls = Controls()
    controls.obey(wire.SetNumber(season=1, number=2))
    controls.begin(_work())
    assert controls.numbers.empty()
    controls.obey(wire.SetNumber(season=1, number=3))
    assert controls.numbers.get_nowait().number == 3
