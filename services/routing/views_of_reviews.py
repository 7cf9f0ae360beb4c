"""A review and its hearings, as JSON says them."""


def review_view(review):
    return review and {
        "level": review.level,
        "reviewed": str(review.reviewed),
        "asked_on": review.asked_on.isoformat(),
        "words": review.words,
        "by": review.by,
        "at": review.at.isoformat(),
        "hearings": [hearing_view(hearing) for hearing in review.hearings],
    }


def hearing_view(hearing):
    return {
        "hearing_id": str(hearing.hearing_id),
        "first_on": hearing.first_on.isoformat(),
        "held_on": hearing.held_on.isoformat(),
        "place": hearing.place,
        "words": hearing.words,
        "last_on": hearing.last_on and hearing.last_on.isoformat(),
        "closing_words": hearing.closing_words,
    }
