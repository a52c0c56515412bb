"""Only an extension is told that it may read; what it may send is fixed."""

from mediadl.server.headers import SAFE, of_preflight, readable_by
from tests.helpers.api import CHROME


def test_nobody_but_an_extension_may_read() -> None:
    assert readable_by(None) == {}
    assert readable_by(CHROME)["Access-Control-Allow-Origin"] == CHROME


def test_no_answer_allows_everybody_or_sends_a_login_along() -> None:
    told = {**SAFE, **of_preflight(CHROME)}
    assert "*" not in "".join(told.values())
    assert "Access-Control-Allow-Credentials" not in told
    assert told["Access-Control-Max-Age"] == "600"
