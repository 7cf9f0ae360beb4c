"""What a proof of service (送达回证) must say, and what follows from it (信访工作条例 35)."""

from shared.contracts.words import SERVICE_MEANS

NOT_SERVED = "NOT_SERVED"
MUST_SAY = {
    "HANDED": ("receiver",),
    "POSTED": ("receiver", "post_number"),
    "LEFT": ("words",),
    NOT_SERVED: ("words",),
}
if set(MUST_SAY) != set(SERVICE_MEANS):
    raise ValueError("every means of the vocabulary says here what its proof must say, and no other")


def is_served(means):
    """Whether the reply was received, so that the thirty days run from then."""
    return means != NOT_SERVED


def served_by(proofs):
    """The proof by which a reply was served: what arrived and was not struck out; None if there is none."""
    return next((proof for proof in proofs if is_served(proof.means) and proof.struck_out_at is None), None)


def missing_in(means, proof):
    """The names of what the proof must say and does not."""
    return [name for name in MUST_SAY[means] if not getattr(proof, name)]


def owes_a_report(kind):
    """What was assigned is reported to its sender; what was transferred is not (22 ¶1 (3))."""
    return kind == "ASSIGN"


def is_left_to_do(served, open_tasks, unreported):
    """Until the reply is served, what it supported is performed and the sender accepted the report."""
    return not served or bool(open_tasks) or unreported
