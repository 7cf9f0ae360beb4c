"""Which part of a timeline an event belongs to: what the petitioner said, how it is handled, time limits, notices."""

THE_PETITIONERS = (
    "matter.registered",
    "matter.contacted",
    "matter.corrected",
    "matter.joined",
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
