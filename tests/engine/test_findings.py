"""What is known of a job is kept until it is forgotten."""

from mediadl.domain.progress import Progress
from mediadl.engine.findings import Findings


def test_a_finding_is_made_once_and_kept() -> None:
    findings = Findings()
    findings["one"].progress = Progress(fraction=0.5)
    assert findings["one"].progress == Progress(fraction=0.5)


def test_the_log_keeps_only_the_last_lines() -> None:
    log = Findings()["one"].log
    log.extend(str(number) for number in range(1000))
    assert (len(log), log[-1]) == (300, "999")


def test_a_forgotten_job_starts_anew_and_forgetting_twice_is_no_error() -> None:
    findings = Findings()
    findings["one"].listing_finished = True
    findings.forget("one")
    findings.forget("one")
    assert not findings["one"].listing_finished


def test_peeking_at_what_is_not_known_leaves_no_trace() -> None:
    findings = Findings()
    assert findings.peek("one").progress is None
    assert findings._by_job == {}
