"""Every threat to the API and the tests that prove it in vain; a test that is gone fails here."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
API = "tests/e2e/test_api_threats.py"
BROWSERS = "tests/e2e/test_browser_threats.py"
CONTRACT = "tests/e2e/test_api_contract.py"
GUARD = "tests/worker/test_guard.py"
ISOLATION = "tests/e2e/test_api_isolation.py"
THREATS: dict[str, dict[str, tuple[str, ...]]] = {
    "a foreign name that leads to this computer": {
        API: ("test_dns_rebinding",),
        BROWSERS: ("test_dns_rebinding",),
    },
    "a page's simple request, with a valid token": {
        API: ("test_csrf_by_a_simple_request_with_a_valid_token",),
        BROWSERS: ("test_csrf_by_a_simple_request_with_a_valid_token",),
    },
    "a page that navigates here": {BROWSERS: ("test_csrf_by_navigation_from_an_https_page",)},
    "a page that asks for leave": {
        API: ("test_cors_is_told_to_no_page",),
        BROWSERS: ("test_cors_is_told_to_no_page", "test_a_page_without_an_origin_is_told_nothing"),
    },
    "a page's WebSocket": {BROWSERS: ("test_a_cross_site_websocket",)},
    "a page that includes an answer": {
        API: ("test_a_page_cannot_include_an_answer",),
        BROWSERS: ("test_a_page_cannot_include_an_answer",),
    },
    "the page of the contract as a way in": {
        BROWSERS: ("test_the_page_of_the_contract_is_whole_and_fetches_nothing",),
    },
    "another program at the port": {
        API: ("test_port_squatting",),
        "tests/server/test_sockets.py": ("test_when_one_address_is_taken_neither_is_used",),
    },
    "a token that leaks": {
        API: ("test_a_token_leaks_nowhere", "test_a_token_is_not_given_to_the_programs_that_we_start"),
        "tests/server/test_answering.py": ("test_the_audit_has_a_line_for_each_decision_and_no_secret",),
        "tests/test_log.py": ("test_the_file_has_our_news_the_warnings_of_others_and_no_secret",),
    },
    "a link into this computer or network": {
        "tests/domain/test_client_links.py": ("test_what_a_client_may_not_ask_for",),
        "tests/domain/test_addresses.py": ("test_the_reach_of_an_address",),
        GUARD: (
            "test_no_way_leads_a_client_to_the_canary",
            "test_a_name_that_turns_to_another_address_is_refused_when_it_is_connected_to",
            "test_subtitles_elsewhere_are_not_fetched",
            "test_a_list_that_pretends_to_be_a_film_leads_no_program_elsewhere",
            "test_a_proxy_of_the_environment_is_no_way_around",
        ),
    },
    "a path out of the folder": {
        API: ("test_traversal_by_template", "test_traversal_by_address"),
        "tests/domain/test_file_place.py": ("test_no_field_leaves_the_folder_or_makes_an_illegal_name",),
        "tests/worker/test_naming.py": ("test_a_link_that_leads_out_of_the_folder_is_not_followed",),
        "tests/server/test_own_file.py": ("test_links_other_places_folders_and_what_is_gone_are_refused",),
    },
    "an option that runs or reads what it likes": {API: ("test_option_injection",)},
    "a token from another origin": {
        API: ("test_a_token_from_another_origin",),
        BROWSERS: ("test_a_second_extension_with_a_token_that_is_not_its_own",),
    },
    "another user of this computer": {
        API: ("test_a_second_user_of_the_computer", "test_no_route_opens_without_a_token"),
        "tests/server/test_token_file.py": ("test_a_file_that_cannot_be_trusted_is_refused",),
    },
    "a scope that is not given": {API: ("test_every_route_with_every_scope",)},
    "another client's downloads": {
        ISOLATION: (
            "test_nothing_of_another_client_is_reached_by_its_name",
            "test_no_answer_and_no_stream_speaks_of_another_client",
        ),
    },
    "brute force and flood": {
        API: ("test_brute_force_and_flood", "test_a_burst_of_submits_loses_none"),
        "tests/e2e/test_flood.py": ("test_the_window_stays_smooth_while_its_api_is_flooded",),
        "tests/server/test_tokens.py": ("test_the_answer_to_a_guess_waits_after_ten_within_a_minute",),
    },
    "what is too large or too slow": {
        API: ("test_oversize",),
        "tests/server/test_connection.py": (
            "test_headers_and_bodies_that_drip_are_given_up",
            "test_the_connection_after_the_last_is_turned_away",
        ),
    },
    "a revoked token with open streams": {
        API: ("test_a_revoked_token_opens_nothing_from_the_next_request_on",),
        "tests/server/routes/test_events.py": (
            "test_revoking_ends_the_clients_streams_within_a_second_and_no_others",
            "test_a_websocket_tells_the_same_and_ends_when_the_token_is_revoked",
        ),
    },
    "a race for the token of a pairing": {
        API: ("test_the_pairing_race",),
        "tests/server/test_pairing.py": ("test_of_many_polls_at_once_one_gets_the_token",),
    },
    "whatever a machine thinks of": {
        CONTRACT: ("test_whatever_a_machine_thinks_of_is_answered_as_documented",),
    },
}


@pytest.mark.parametrize("threat", THREATS)
def test_each_threat_has_its_tests(threat: str) -> None:
    assert THREATS[threat]
    for file, names in THREATS[threat].items():
        assert set(names) <= _tests_of(file), f"{file} has no {set(names) - _tests_of(file)}"
        assert names


def _tests_of(file: str) -> set[str]:
    module = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        node.name for node in module.body if isinstance(node, functions) and node.name.startswith("test_")
    }
