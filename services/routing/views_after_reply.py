"""What comes after a reply that was served, as JSON says it."""


def visit_view(visit):
    return {
        "number": visit.number,
        "unit": visit.unit,
        "due_on": _day(visit.due_on),
        "visited_on": _day(visit.visited_on),
        "reached": visit.reached,
        "satisfaction": visit.satisfaction,
        "words": visit.words,
        "remains": visit.remains,
        "by": visit.by,
        "at": visit.at and visit.at.isoformat(),
    }


def reopening_view(reopening):
    told = reopening and {"cause": reopening.cause, "way": reopening.way, "words": reopening.words}
    return told and {**told, "by": reopening.by, "at": reopening.at.isoformat()}


def visit_owed_view(visit, referral):
    told = {"referral_id": str(referral.referral_id), "matter_no": referral.matter_no, "answered_by": referral.unit}
    return {**told, "unit": visit.unit, "number": visit.number, "due_on": _day(visit.due_on)}


def _day(day):
    return day and day.isoformat()
