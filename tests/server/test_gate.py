"""Every rule of the gate as a row of a table, and their order."""

from datetime import UTC, datetime

import pytest
from pydantic import BaseModel

from mediadl.domain.clients import FIRST_EXTENSION, Client, Scope
from mediadl.server.gate import MAX_TARGET, Arrived, Passed, Preflight, Refused, Rules, Verdict, decide
from mediadl.server.problems import Code
from mediadl.server.route import Auth, Route, Table
from tests.helpers.api import CHROME, FIREFOX

PORT = 8787
TOKENS = {
    name: Client(name, name, frozenset({scope}), "", datetime.now(UTC), origin)
    for name, scope, origin in [
        ("mdl_script", Scope.SUBMIT, None),
        ("mdl_chrome", Scope.SUBMIT, CHROME),
        ("mdl_reader", Scope.READ, None),
        ("mdl_all", Scope.ALL, None),
        ("mdl_unbound", Scope.SUBMIT, FIRST_EXTENSION),
    ]
}


class Body(BaseModel):
    """Anything."""


async def _nothing(_call: object) -> Body:
    return Body()


SUBMIT = frozenset({Scope.SUBMIT})
TABLE = Table([
    Route("POST", "/api/v1/download", _nothing, "", SUBMIT, body=Body),
    Route("GET", "/api/v1/download/{request_id}", _nothing, "", frozenset({Scope.READ})),
    Route("POST", "/api/v1/download/{request_id}/pause", _nothing, "", SUBMIT),
    Route("GET", "/api/v1/health", _nothing, "", auth=Auth.NONE),
    Route("GET", "/api/v1/docs", _nothing, "", auth=Auth.NONE, may_navigate=True),
    Route("GET", "/api/v1/ws", _nothing, "", SUBMIT, is_websocket=True),
    Route(
        "POST", "/c/{token}/add", _nothing, "", SUBMIT, auth=Auth.PATH, body=Body, switch="compat",
        content_types=("text/plain",),
    ),
])  # fmt: skip
GOOD = {
    "Host": f"127.0.0.1:{PORT}",
    "Authorization": "Bearer mdl_script",
    "Content-Type": "application/json",
    "Content-Length": "2",
}


def _decide(
    target: str = "/api/v1/download",
    method: str = "POST",
    *,
    peer: str = "127.0.0.1",
    is_on: bool = True,
    more: tuple[tuple[str, str], ...] = (),
    **changes: str | None,
) -> Verdict:
    """The verdict about a good request with these headers changed; None takes one away."""
    named = {name.replace("_", "-"): value for name, value in changes.items()}
    headers = {**GOOD, **named}
    sent = tuple((name, value) for name, value in headers.items() if value is not None) + more
    rules = Rules(PORT, TABLE, TOKENS.get, lambda _switch: is_on)
    return decide(Arrived(method, target, sent, peer), rules)


def _get(target: str, **changes: str | None) -> Verdict:
    return _decide(target, "GET", **{"Content_Type": None, "Content_Length": None, **changes})


def _code(verdict: Verdict) -> Code | None:
    return verdict.code if isinstance(verdict, Refused) else None


def test_a_good_request_passes_with_its_client() -> None:
    verdict = _decide()
    assert isinstance(verdict, Passed)
    assert verdict.client is TOKENS["mdl_script"]
    assert verdict.found.route is TABLE.routes[0]


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"[::1]:{PORT}"])
def test_our_three_names_are_answered_to(host: str) -> None:
    assert isinstance(_decide(Host=host), Passed)


HOSTS = [
    "evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", f"127.0.0.1.evil.example:{PORT}",
    f"0.0.0.0:{PORT}", f"localhost.:{PORT}", f"[::ffff:127.0.0.1]:{PORT}", f"2130706433:{PORT}", "",
]  # fmt: skip


@pytest.mark.parametrize("host", [*HOSTS, None])
def test_every_other_host_is_refused_though_the_token_is_right(host: str | None) -> None:
    assert _code(_decide(Host=host)) is Code.MISDIRECTED


def test_two_hosts_a_whole_address_and_a_far_peer_are_refused() -> None:
    assert _code(_decide(more=(("host", f"127.0.0.1:{PORT}"),))) is Code.MISDIRECTED
    assert _code(_decide(f"http://127.0.0.1:{PORT}/api/v1/download")) is Code.MISDIRECTED
    assert _code(_decide(peer="192.168.0.7")) is Code.MISDIRECTED
    assert isinstance(_decide(peer="::ffff:127.0.0.1"), Passed)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Mode": "navigate"},
        {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"},
        *({"Sec_Fetch_Dest": kind} for kind in ("document", "iframe", "image", "script", "style", "object")),
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_what_a_browser_loads_or_opens_for_a_page_is_refused(headers: dict[str, str]) -> None:
    assert _code(_decide(**headers)) is Code.FORBIDDEN_ORIGIN


def test_only_the_page_of_documents_may_be_opened() -> None:
    opened = {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document", "Sec_Fetch_Site": "none"}
    assert isinstance(_get("/api/v1/docs", **opened), Passed)
    assert _code(_get("/api/v1/health", **opened)) is Code.FORBIDDEN_ORIGIN
    assert _code(_get("/api/v1/docs", **{**opened, "Sec_Fetch_Dest": "iframe"})) is Code.FORBIDDEN_ORIGIN
    assert isinstance(_decide(Sec_Fetch_Mode="cors", Sec_Fetch_Dest="empty", Sec_Fetch_Site="none"), Passed)


ORIGINS = [
    "https://evil.example", "http://localhost:3000", f"http://127.0.0.1:{PORT}", f"http://localhost:{PORT}",
    "null", "file://", "chrome-extension://short", f"{CHROME}.evil.example", CHROME.upper(),
    "moz-extension://not-a-uuid", f"{CHROME}/", "",
]  # fmt: skip


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("method", ["POST", "OPTIONS"])
def test_every_origin_but_an_extension_s_is_refused(origin: str, method: str) -> None:
    verdict = _decide(method=method, Origin=origin, Access_Control_Request_Method="POST")
    assert _code(verdict) is Code.FORBIDDEN_ORIGIN
    assert isinstance(verdict, Refused)
    assert verdict.origin is None


@pytest.mark.parametrize("origin", [CHROME, FIREFOX])
def test_an_extension_may_ask_first_and_read_why_it_is_refused(origin: str) -> None:
    asked = _decide(method="OPTIONS", Origin=origin, Access_Control_Request_Method="POST", Authorization=None)
    assert asked == Preflight(origin)
    refused = _decide(Origin=origin, Authorization=None)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.origin) == (Code.UNAUTHORIZED, origin)
    assert _code(_decide(method="OPTIONS", Origin=origin)) is Code.METHOD_NOT_ALLOWED


def test_two_origins_are_refused() -> None:
    assert _code(_decide(Origin=CHROME, more=(("origin", CHROME),))) is Code.FORBIDDEN_ORIGIN


@pytest.mark.parametrize(
    ("length", "code"),
    [("65536", None), ("65537", Code.TOO_LARGE), ("-1", Code.TOO_LARGE), ("2,3", Code.TOO_LARGE)],
)
def test_a_body_has_a_limit(length: str, code: Code | None) -> None:
    assert _code(_decide(Content_Length=length)) is code


def test_what_only_reads_has_no_body() -> None:
    assert _code(_get("/api/v1/health", Content_Length="1")) is Code.TOO_LARGE
    assert _code(_get("/api/v1/health", Transfer_Encoding="chunked")) is Code.TOO_LARGE


def test_an_address_has_a_limit() -> None:
    assert isinstance(_decide("/api/v1/download?" + "a" * (MAX_TARGET - 17)), Passed)
    assert _code(_decide("/api/v1/download?" + "a" * MAX_TARGET)) is Code.URL_TOO_LONG


KINDS = [
    "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json",
    "application/json; charset=utf-16", "application/jsonp", "", None,
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_page_can_send_without_asking_is_refused_though_the_token_is_right(kind: str | None) -> None:
    assert _code(_decide(Content_Type=kind)) is Code.UNSUPPORTED_MEDIA_TYPE


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=UTF-8"])
def test_json_is_taken(kind: str) -> None:
    assert isinstance(_decide(Content_Type=kind), Passed)
    assert _code(_decide(Content_Type=kind, Content_Encoding="gzip")) is Code.UNSUPPORTED_MEDIA_TYPE


def test_a_command_without_a_body_needs_no_kind_and_takes_no_other() -> None:
    pause = "/api/v1/download/1/pause"
    assert isinstance(_decide(pause, Content_Type=None, Content_Length="0"), Passed)
    assert _code(_decide(pause, Content_Type="text/plain", Content_Length="0")) is Code.UNSUPPORTED_MEDIA_TYPE
    assert _code(_decide(pause, Content_Type=None, Content_Length="5")) is Code.UNSUPPORTED_MEDIA_TYPE


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": None},
        {"Authorization": "mdl_script"},
        {"Authorization": "Basic mdl_script"},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer mdl_wrong"},
        {"X_API_Key": "mdl_all"},
        {"Authorization": None, "Cookie": "token=mdl_script"},
    ],
)
def test_every_bad_token_gets_the_same_answer(headers: dict[str, str | None]) -> None:
    verdict = _decide(**headers)
    assert isinstance(verdict, Refused)
    assert (verdict.code, verdict.client, verdict.is_bad_token) == (Code.UNAUTHORIZED, None, True)
    assert verdict.detail == "Send a valid token as “Authorization: Bearer …” or “X-API-Key: …”."


def test_a_token_may_come_as_a_key_of_its_own_and_in_an_address_for_nothing() -> None:
    assert isinstance(_decide(Authorization=None, X_API_Key="mdl_script"), Passed)
    assert _code(_decide("/api/v1/download?token=mdl_script", Authorization=None)) is Code.UNAUTHORIZED


def test_a_websocket_may_bring_its_token_as_a_protocol_and_nothing_else_may() -> None:
    sent = {"Authorization": None, "Sec_WebSocket_Protocol": "mediadl, mdl_script"}
    assert isinstance(_get("/api/v1/ws", **sent), Passed)
    assert _code(_decide(**sent)) is Code.UNAUTHORIZED


@pytest.mark.parametrize(
    ("token", "origin", "code"),
    [
        ("mdl_chrome", CHROME, None),
        ("mdl_chrome", FIREFOX, Code.FORBIDDEN_ORIGIN),
        ("mdl_chrome", None, Code.FORBIDDEN_ORIGIN),
        ("mdl_script", CHROME, Code.FORBIDDEN_ORIGIN),
        ("mdl_script", None, None),
        ("mdl_unbound", CHROME, None),
        ("mdl_unbound", FIREFOX, None),
        ("mdl_unbound", None, Code.FORBIDDEN_ORIGIN),
        ("mdl_unbound", FIRST_EXTENSION, Code.FORBIDDEN_ORIGIN),
    ],
)
def test_a_token_works_from_where_it_was_paired_alone(
    token: str, origin: str | None, code: Code | None
) -> None:
    verdict = _decide(Authorization=f"Bearer {token}", Origin=origin)
    assert _code(verdict) is code
    assert verdict.client is (None if origin == FIRST_EXTENSION else TOKENS[token])


@pytest.mark.parametrize(
    ("token", "code"), [("mdl_script", None), ("mdl_all", None), ("mdl_reader", Code.FORBIDDEN)]
)
def test_a_route_needs_its_scope(token: str, code: Code | None) -> None:
    assert _code(_decide(Authorization=f"Bearer {token}")) is code


def test_what_is_not_there_is_told_apart_from_another_method() -> None:
    assert _code(_get("/api/v1/nothing")) is Code.NOT_FOUND
    verdict = _decide("/api/v1/download", "DELETE")
    assert isinstance(verdict, Refused)
    assert (verdict.code, verdict.methods) == (Code.METHOD_NOT_ALLOWED, frozenset({"POST"}))


def test_a_token_in_a_path_works_where_the_switch_is_on_and_from_our_own_page() -> None:
    sent = {"Authorization": None, "Content_Type": "text/plain"}
    assert isinstance(_decide("/c/mdl_script/add", **sent), Passed)
    assert isinstance(_decide("/c/mdl_script/add", **sent, Origin=f"http://localhost:{PORT}"), Passed)
    assert isinstance(_decide("/c/mdl_unbound/add", **sent, Origin=CHROME), Passed)
    own = _decide("/c/mdl_unbound/add", **sent, Origin=f"http://localhost:{PORT}")
    assert isinstance(own, Refused)
    assert (own.code, "browser extension alone" in own.detail) == (Code.FORBIDDEN_ORIGIN, True)
    assert _code(_decide("/c/mdl_wrong/add", **sent)) is Code.UNAUTHORIZED
    assert _code(_decide("/c/mdl_script/add", **sent, is_on=False)) is Code.NOT_FOUND


def test_the_first_rule_that_is_broken_is_told() -> None:
    wrong: dict[str, str | None] = {"Authorization": None, "Content_Type": "text/plain", "Origin": "null"}
    codes = [_code(_decide(**wrong, Host="evil.example"))]
    codes.append(_code(_decide(**wrong)))
    codes.append(_code(_decide(**{**wrong, "Origin": None}, Content_Length="99999999")))
    codes.append(_code(_decide(**{**wrong, "Origin": None})))
    expected = [Code.MISDIRECTED, Code.FORBIDDEN_ORIGIN, Code.TOO_LARGE, Code.UNSUPPORTED_MEDIA_TYPE]
    assert codes == expected
