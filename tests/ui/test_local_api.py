"""A line of the audit says who asked for what, and what came of it."""

import pytest

from mediadl.server.audit import Decision
from mediadl.ui.local_api import decision_words

AT = "2026-01-01T10:00:00Z"


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (
            Decision(AT, 201, "POST", "/api/v1/download", client="1", host="a.example"),
            "Mine · POST /api/v1/download · about a.example · allowed, 201",
        ),
        (
            Decision(AT, 401, "GET", "", code="UNAUTHENTICATED"),
            "no token · GET of nothing known · refused, 401 (UNAUTHENTICATED)",
        ),
        (
            Decision(AT, 403, "GET", "/x", origin="https://evil.example"),
            "https://evil.example · GET /x · refused, 403",
        ),
    ],
)
def test_each_end_has_its_words(decision, words):
    assert decision_words(decision, {"1": "Mine"})[len("00:00:00 · ") :] == words
