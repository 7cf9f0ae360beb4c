"""When a petitioner may say what the answer was worth."""

ANSWERED = ("ANSWERED", "FINALISED")
MOST = 20


def may_be_rated(state):
    """Only an answer is rated; also after it became final."""
    return state in ANSWERED
