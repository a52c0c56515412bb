"""Range expressions: what they select, and what is said of those that cannot be read."""

import pytest

from mediadl.domain import items
from mediadl.domain.errors import InvalidItems


@pytest.mark.parametrize(
    ("expression", "count", "wanted"),
    [
        ("", 3, (1, 2, 3)),
        (":", 3, (1, 2, 3)),
        ("2", 3, (2,)),
        ("2-4", 5, (2, 3, 4)),
        ("2:4", 5, (2, 3, 4)),
        (" 1 - 3 ", 5, (1, 2, 3)),
        ("1-3,7", 10, (1, 2, 3, 7)),
        ("7,1-3", 10, (7, 1, 2, 3)),
        ("1-3,2-4", 10, (1, 2, 3, 4)),
        ("1,,3", 5, (1, 3)),
        ("8-", 10, (8, 9, 10)),
        ("8:", 10, (8, 9, 10)),
        (":2", 10, (1, 2)),
        ("-3", 10, (8,)),
        ("-5:", 10, (6, 7, 8, 9, 10)),
        ("-3--1", 10, (8, 9, 10)),
        ("2--1", 5, (2, 3, 4, 5)),
        ("-20:", 3, (1, 2, 3)),
        ("2-99", 3, (2, 3)),
        ("backwards 1-3,7", 10, (7, 3, 2, 1)),
        ("1-10,15,-5:", 100, (*range(1, 11), 15, *range(96, 101))),
    ],
)
def test_an_expression_selects_these_of_so_many(expression, count, wanted):
    assert items.selected(expression, count) == wanted


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("x", "“x” is not a range"),
        ("1-x", "“1-x” is not a range"),
        ("-", "“-” is not a range"),
        ("1.5", "“1.5” is not a range"),
        ("9" * 5000, "is not a range"),
        ("0", "no entry 0"),
        ("0-3", "no entry 0"),
        ("5-2", "runs backwards"),
    ],
)
def test_what_cannot_be_read_is_named(expression, said):
    with pytest.raises(InvalidItems, match=said):
        items.check(expression)


@pytest.mark.parametrize(
    ("expression", "count", "said"),
    [
        ("99", 1, "The list has 1 entry; “99”"),
        ("3:", 2, "The list has 2 entries; “3:” selects nothing of it."),
    ],
)
def test_an_expression_that_selects_nothing_says_how_long_the_list_is(expression, count, said):
    with pytest.raises(InvalidItems, match=said):
        items.selected(expression, count)
