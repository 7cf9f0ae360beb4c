"""Old events stay readable for ever: every stored example loads with today's reader."""

import pytest

from tests.contracts import examples


@pytest.mark.parametrize("path", examples.stored(), ids=lambda path: path.stem)
def test_an_example_of_any_version_still_loads(path):
    problem = examples.opened(path).problem
    assert problem is None, f"{path.name} can no longer be read ({problem}): {examples.ADVICE}"
