"""What a person may be told when something is refused: one family, and its docstring is the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class Refused(Exception):
    """这项操作现在不能办理"""

    # The docstring of each class is the sentence a clerk reads. It is Chinese, the language of the desk; the
    # catalogue in shared/web/languages gives the English. `{names}` in it are filled from the keyword arguments.

    status = 409
    retry_after: int | None = None

    def __init__(self, **facts: Any) -> None:
        super().__init__(type(self).__name__)
        self.facts = facts

    @property
    def code(self) -> str:
        """The stable name of this refusal, in kebab-case: the last part of the problem `type`."""
        return "".join("-" + c.lower() if c.isupper() else c for c in type(self).__name__).lstrip("-")

    @property
    def sentence(self) -> str:
        """The Chinese sentence before its facts are filled in; also the key of its translation."""
        return (type(self).__doc__ or "").strip().split("\n")[0]


class NotFound(Refused):
    """没有找到，可能是编号有误，或者不在您的查看范围内"""

    status = 404


class NotSignedIn(Refused):
    """请先登录"""

    status = 401


class NotAllowed(Refused):
    """您的岗位没有办理这项操作的权限"""

    status = 403


class TryLater(Refused):
    """系统正在恢复，请稍后再试。再次提交前，请先查一下刚才的内容是否已经保存"""

    status = 503
    retry_after = 5


@dataclass(frozen=True)
class FieldProblem:
    """One field that cannot be accepted: its dotted path, a code of `shared.web.complaints`, a limit if any."""

    field: str
    code: str
    limit: str = ""


class InvalidFields(Refused):
    """有几项内容需要改正"""

    status = 422

    def __init__(self, *problems: FieldProblem) -> None:
        super().__init__()
        self.problems = problems
