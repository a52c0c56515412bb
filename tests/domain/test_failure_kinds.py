"""The names are kept in databases and sent over the wire."""

from mediadl.domain.failure_kinds import FailureKind, Remedy, RetryRule


def test_names_are_written_as_their_values():
    for names in (FailureKind, Remedy, RetryRule):
        assert all(member.value == member.name.lower() for member in names)
