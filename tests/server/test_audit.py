"""The audit log is this user's alone, line by line, and rotates."""

import json
from pathlib import Path

import pytest

from mediadl.server import audit
from mediadl.server.audit import NAME, Audit, Decision

DECISION = Decision("2026-11-01T12:00:00Z", 200, "GET", "/api/v1/version", request_id="1")


def test_a_decision_is_a_line_without_what_is_not_known(tmp_path: Path) -> None:
    log = Audit(tmp_path)
    log.note(DECISION)
    log.close()
    (line,) = (tmp_path / NAME).read_text().splitlines()
    assert json.loads(line) == {
        "time": DECISION.time, "status": 200, "method": "GET", "route": DECISION.route, "request_id": "1",
    }  # fmt: skip
    assert list(log.recent) == [DECISION]


def test_a_full_file_is_put_aside_and_all_are_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "_MAX_BYTES", 300)
    log = Audit(tmp_path)
    for _ in range(20):
        log.note(DECISION)
    log.close()
    files = sorted(tmp_path.iterdir())
    assert len(files) == 4
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    log = Audit(tmp_path)
    log.note(DECISION)
    log.close()
    assert list(log.recent) == [DECISION]
