"""The tests run from the source."""

import sys

import pytest

from mediadl.worker.source_checkout import is_source_checkout


def test_a_packaged_program_heeds_no_switch(monkeypatch: pytest.MonkeyPatch):
    assert is_source_checkout()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert not is_source_checkout()
