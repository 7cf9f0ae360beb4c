"""Which part of a timeline an event belongs to: what the petitioner said, how it is handled, time limits, notices."""

from shared.contracts.words import Vocabulary

TIMELINE_PARTS = Vocabulary(
    "timeline_part",
    petitioner=("来件、往来", "What the petitioner brought"),
    handling=("办理", "Handling"),
    clocks=("期限", "Time limits"),
    notices=("告知", "Notices"),
)
THE_PETITIONERS = (
    "matter.registered",
    "matter.contacted",
    "matter.corrected",
    "matter.joined",
    "split.asked",
    "split.refused",
    "claim.split",
    "matter.split_off",
    "consultation.answered",
    "withdrawal.recorded",
    "followup.rated",
)
BY_SUBJECT = {"clock": "clocks", "notice": "notices"}


def part_of(type_):
    """The part of an event's type; what no other part claims is handling, also what a newer version tells."""
    if type_ in THE_PETITIONERS:
        return "petitioner"
    return BY_SUBJECT.get(type_.partition(".")[0], "handling")
