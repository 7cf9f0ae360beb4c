"""By which way of article 31 a unit deals with each claim that it accepts, and which clock that starts."""

from dataclasses import dataclass

from services.routing.policy.clocks_of import HANDLING, PERFORMING
from shared.contracts.words import HANDLING_PATHS


@dataclass(frozen=True)
class Path:
    """Its article, and the clock that begins with the notice; none where another procedure takes over."""

    article: str
    starts: str | None = None


PATHS = {
    "PETITION": Path("《信访工作条例》第三十一条第六项", starts=HANDLING),
    "PERFORM": Path("《信访工作条例》第三十一条第五项", starts=PERFORMING),
    "ADMINISTRATIVE": Path("《信访工作条例》第三十一条第四项"),
    "ARBITRATION": Path("《信访工作条例》第三十一条第二项"),
    "LITIGATION": Path("《信访工作条例》第三十一条第一项"),
    "PARTY_APPEAL": Path("《信访工作条例》第三十一条第三项"),
}
if set(PATHS) != set(HANDLING_PATHS):
    raise ValueError("every way of the vocabulary has its article here, and no other")


def names_its_way(kind):
    """Article 31 tells ways apart for claims and appeals; suggestions and reports have articles of their own."""
    return kind == "CLAIM_APPEAL"


def strictest(paths):
    """The way that stands for the whole order where its claims go different ones: the first of the table above."""
    return next(path for path in PATHS if path in paths)


def starts(paths):
    """The rules of all the clocks that begin; each claim keeps the time limit of its own way."""
    return [PATHS[path].starts for path in PATHS if path in paths and PATHS[path].starts]


def may_refuse(path):
    """Not supporting a claim is an answer of 31(6) only; elsewhere another procedure decides."""
    return path == "PETITION"
