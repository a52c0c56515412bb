"""What is sealed comes out again under its own key, id and label, and under nothing else."""

import os

import pytest

from mediadl.domain.errors import SecretUnreadable
from mediadl.vault.envelope import (
    DAMAGED,
    HEAD_BYTES,
    NO_KEY,
    SWAPPED,
    TOO_NEW,
    Label,
    label_of,
    seal,
    unseal,
)

KEY = bytes(range(32))
LABEL = Label("0123456789abcdef" * 2, "an-item", 7)
KEYS = {LABEL.key_id: KEY}
JAR = b"# Netscape HTTP Cookie File\n" + b".site.test\tTRUE\t/\tFALSE\t0\tname\tvisibly-fake\n" * 4500


def test_a_large_jar_comes_out_as_it_went_in_and_is_smaller_meanwhile() -> None:
    sealed = seal(KEY, LABEL, JAR)
    assert unseal(KEYS, sealed, "an-item") == (LABEL, JAR)
    assert len(sealed) < len(JAR) / 2
    assert b"visibly-fake" not in sealed


def test_the_outside_is_read_without_a_key() -> None:
    assert label_of(seal(KEY, LABEL, JAR)[:HEAD_BYTES]) == LABEL


def test_the_same_payload_looks_different_each_time() -> None:
    assert seal(KEY, LABEL, b"x") != seal(KEY, LABEL, b"x")


def test_no_bit_anywhere_can_be_flipped() -> None:
    sealed = seal(KEY, LABEL, b"a small secret")
    for place in range(len(sealed)):
        for bit in range(8):
            changed = bytearray(sealed)
            changed[place] ^= 1 << bit
            with pytest.raises(SecretUnreadable):
                unseal(KEYS, bytes(changed), "an-item")


SEALED = seal(KEY, LABEL, b"a small secret")


@pytest.mark.parametrize(
    ("sealed", "item_id", "sentence"),
    [
        (SEALED, "another-item", SWAPPED),
        (SEALED[:-1], "an-item", DAMAGED),
        (SEALED[:35], "an-item", DAMAGED),
        (SEALED[:10], "an-item", DAMAGED),
        (SEALED + b"x", "an-item", DAMAGED),
        (b"", "an-item", DAMAGED),
        (b"<!DOCTYPE html>" * 10, "an-item", DAMAGED),
        (b"MDLV\x02" + SEALED[5:], "an-item", TOO_NEW),
        (b"MDLV\x00" + SEALED[5:], "an-item", DAMAGED),
        (seal(os.urandom(32), LABEL, b"x"), "an-item", DAMAGED),
        (seal(KEY, Label("ff" * 16, "an-item", 7), b"x"), "an-item", NO_KEY),
    ],
    # What is sealed is another text in each process, and tests need the same name in all of them.
    ids=[
        "swapped",
        "cut",
        "cut-in-header",
        "cut-in-magic",
        "longer",
        "empty",
        "no-seal",
        "newer",
        "older",
        "other-key",
        "unknown-key",
    ],
)
def test_what_is_refused_says_why(sealed: bytes, item_id: str, sentence: str) -> None:
    with pytest.raises(SecretUnreadable) as refused:
        unseal(KEYS, sealed, item_id)
    assert str(refused.value) == sentence
