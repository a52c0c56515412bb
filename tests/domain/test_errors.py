"""The tree of errors is the one that its docstring draws."""

import inspect
import re

from mediadl.domain import errors
from mediadl.domain.errors import UserError


def test_the_drawn_tree_is_the_real_one():
    drawn = re.findall(r"──\s(\w+)", errors.__doc__ or "")
    children = {
        name for name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, UserError)
    }
    assert sorted([*drawn, "UserError"]) == sorted(children)


def test_there_are_few_and_each_says_its_sentence():
    children = [kind for kind in UserError.__subclasses__() if kind.__module__ == errors.__name__]
    assert len(children) < 15
    assert all(str(kind("A sentence.")) == "A sentence." for kind in children)
