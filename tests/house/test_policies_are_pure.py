"""What the law or the city decided stands in a function that touches nothing: a lawyer may read and test it."""

import ast

import pytest

from tests.house.sources import calls, imports_any, name, python_files, tree

POLICIES = [path for path in python_files("services") if path.parent.name == "policy"]
IMPURE = (
    *("sqlalchemy", "alembic", "flask", "flask_babel", "nameko", "eventlet", "kombu"),
    *("shared.db", "shared.messaging", "shared.web", "shared.config", "shared.privacy", "shared.directory"),
    *("random", "secrets", "time", "os", "pathlib", "subprocess", "socket", "urllib", "requests", "logging"),
)
CLOCKS = {"now", "today", "utcnow", "fromtimestamp", "utc_now"}
EACH = pytest.mark.parametrize("path", POLICIES, ids=name)


@EACH
def test_a_policy_imports_nothing_that_touches_the_world(path):
    wrong = sorted(imports_any(path, *IMPURE))
    assert not wrong, (
        f"{name(path)} imports {wrong}. A policy is a pure function: values in, a decision out. Let the action look "
        "things up and hand over values"
    )


@EACH
def test_a_policy_does_not_know_what_day_it_is(path):
    wrong = [(line, call) for line, call in calls(path) if call.rpartition(".")[2] in CLOCKS]
    assert not wrong, f"{name(path)} asks the clock at {wrong}: take `now` or `today` as an argument"


@EACH
def test_a_policy_opens_nothing_and_remembers_nothing(path):
    wrong = [(line, call) for line, call in calls(path) if call in ("open", "print", "input", "exec", "eval")]
    wrong += [(node.lineno, "global") for node in ast.walk(tree(path)) if isinstance(node, ast.Global)]
    assert not wrong, (
        f"{name(path)} does {wrong}: what a policy needs comes in as a value, what it knows goes out as one"
    )


@EACH
def test_a_policy_says_which_question_it_answers(path):
    assert ast.get_docstring(tree(path)), f"{name(path)} begins with the question it answers, as its docstring"
