"""The return visit (回访): whoever sent a matter asks how it went, and what follows from the answer."""

VISITING = "return_visit"
ATTEMPTS = "return_visit_attempts"


def is_tried_again(reached, number, most):
    """Whoever was not reached is asked once more, as often as the city set it."""
    return not reached and number < most


def speaks_for_reopening(satisfaction, remains):
    """The petitioner is not satisfied, or something is left to do."""
    return satisfaction == "NOT_SATISFIED" or bool(remains)


def wrong_in(form):
    """What a result must say, by field: whoever was reached said how satisfied, whoever was not said nothing."""
    if form.reached:
        return {} if form.satisfaction else {"satisfaction": "required"}
    return {name: "only_if_reached" for name in ("satisfaction", "remains") if getattr(form, name)}
