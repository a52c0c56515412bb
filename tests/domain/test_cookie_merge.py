"""What several jobs bring home to one jar is all kept."""

from mediadl.domain.cookie_merge import merged
from mediadl.domain.cookies import Cookie


def _jar(**values: str) -> tuple[Cookie, ...]:
    return tuple(Cookie(domain="site.test", name=name, value=value) for name, value in values.items())


def _values(jar: tuple[Cookie, ...]) -> dict[str, str]:
    return {cookie.name: cookie.value for cookie in jar}


def _keys(*names: str) -> list[tuple[str, str, str]]:
    return [("site.test", "/", name) for name in names]


def test_what_two_jobs_have_renewed_is_both_kept():
    sent = _jar(a="1", b="1", c="1")
    after_one = merged(sent, sent, _jar(a="2"), ())
    assert _values(merged(after_one, sent, _jar(b="2"), ())) == {"a": "2", "b": "2", "c": "1"}


def test_of_one_cookie_the_value_that_was_heard_of_last_holds():
    sent = _jar(a="1")
    assert _values(merged(merged(sent, sent, _jar(a="2"), ()), sent, _jar(a="3"), ())) == {"a": "3"}


def test_what_the_site_deletes_is_gone():
    sent = _jar(a="1", b="1")
    assert _values(merged(sent, sent, (), _keys("a"))) == {"b": "1"}


def test_what_another_job_has_renewed_meanwhile_is_not_deleted():
    sent = _jar(a="1")
    assert _values(merged(_jar(a="2"), sent, (), _keys("a"))) == {"a": "2"}


def test_what_another_job_has_deleted_stays_away_unless_it_is_set_anew():
    sent = _jar(a="1", b="1")
    now = merged(sent, sent, (), _keys("a"))
    assert _values(merged(now, sent, _jar(b="2"), _keys("a"))) == {"b": "2"}
    assert _values(merged(now, sent, _jar(a="2"), ())) == {"b": "1", "a": "2"}


def test_new_cookies_come_behind_the_others_in_order():
    sent = _jar(a="1")
    assert [cookie.name for cookie in merged(sent, sent, _jar(z="1", b="1"), ())] == ["a", "z", "b"]


def test_nothing_changed_is_nothing_changed():
    sent = _jar(a="1", b="2")
    assert merged(sent, sent, (), ()) == sent
