"""Warming up looks at every extractor once and may be left at any step."""

from itertools import islice

from yt_dlp.extractor import gen_extractor_classes

from mediadl.worker.warm_up import warming_up


def test_it_takes_a_step_for_each_extractor_and_a_few_more():
    enabled = {kind.IE_NAME.lower() for kind in gen_extractor_classes() if kind._ENABLED}
    assert 0 < sum(1 for _step in warming_up()) - len(enabled) < 10


def test_it_may_be_left_in_the_middle():
    steps = warming_up()
    assert len(list(islice(steps, 3))) == 3
    steps.close()
