"""Referral orders, and on what their claims rest."""

from sqlalchemy import Date, ForeignKey, Index, String, Uuid, and_, or_, text
from sqlalchemy.orm import Mapped, backref, foreign, mapped_column, relationship

from services.routing.models.acts import Acceptance, Objection, Reply, Signature
from services.routing.models.after_reply import ExecutionTask, ProofOfService, Reopening
from services.routing.models.assistances import Assistance
from services.routing.models.base import Base
from services.routing.models.clocks import Clock
from services.routing.models.completion import CompletionReport
from services.routing.models.desk_indexes import IS_UNDONE, tab_indexes
from services.routing.models.documents import Document
from services.routing.models.extensions import ExtensionRequest
from services.routing.models.handing_on import PassingDown, Reassignment
from services.routing.models.matters import RoutedClaim, RoutedMatter
from services.routing.models.mediations import Mediation, SteeredAway
from services.routing.models.replies import ReplyCheck, ReplyDraft
from services.routing.models.reviews import Review
from services.routing.models.urging import UrgingOrder
from services.routing.models.visits import ReturnVisit
from shared.db import Moment, SealedText

HAS_LAPSED = "review_lapsed_at IS NOT NULL AND state = 'ANSWERED'"
OPEN = {"postgresql_where": text("turn IS NOT NULL"), "sqlite_where": text("turn IS NOT NULL")}
CAME_AGAIN = {"postgresql_where": text("came_again IS NOT NULL"), "sqlite_where": text("came_again IS NOT NULL")}
ELSEWHERE = {"postgresql_where": text("turn != unit"), "sqlite_where": text("turn != unit")}
SPLIT = {"postgresql_where": text("split_from IS NOT NULL"), "sqlite_where": text("split_from IS NOT NULL")}
TO_BE_DONE = {"postgresql_where": text(IS_UNDONE), "sqlite_where": text(IS_UNDONE)}
UNFINISHED = {
    "postgresql_where": text("to_finish_since IS NOT NULL"),
    "sqlite_where": text("to_finish_since IS NOT NULL"),
}
LAPSED = {"postgresql_where": text(HAS_LAPSED), "sqlite_where": text(HAS_LAPSED)}
PARTED = {"postgresql_where": text("parted_from IS NOT NULL"), "sqlite_where": text("parted_from IS NOT NULL")}


class ReferralOrder(Base):
    """A transfer, an assignment or a steering: the thing that changes hands.

    `turn` is the unit that must act next (none once it is over for us), `due_on` the first day by which it owes
    something, `handler` the member of the unit who has it in hand: for the lists, kept by `acting.settle`.
    `since` is when it came into its present state and hands, `acted_at` when its unit last did something, `idle_on`
    the day on which too much of a time limit will be gone without an act.
    `split_from` is the order that its claims came with before they were a matter of their own.
    `parted_from` is the order that these claims left when they were led into a statutory channel, or were done again,
    and others were not.
    `came_again` says in which matter, or at which contact, the petitioner came again while it was another one's turn,
    until its unit is supervised for it.
    `since` is when it came into its present state and hands; `to_finish_since` since when it is answered and not yet
    served, performed or, where it was assigned, reported. `review_lapsed_at` is when nobody had asked for review in
    time. `review` says of a review what it is one of, `asked_again` who reviews this one's opinion.
    """

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_desk", "unit", "state", "made_at"),
        Index("ix_referral_sent", "sender", "state", "due_on", "referral_id"),
        Index("ix_referral_sent_undone", "sender", "due_on", "referral_id", **TO_BE_DONE),
        Index("ix_referral_matter", "matter_no"),
        Index("ix_referral_turn", "turn", "due_on", "made_at"),
        Index("ix_referral_idle", "idle_on", **OPEN),
        Index("ix_referral_idle_unfinished", "idle_on", **UNFINISHED),
        Index("ix_referral_handler", "handler", "unit", **TO_BE_DONE),
        Index("ix_referral_parted", "parted_from", **PARTED),
        Index("ix_referral_split", "split_from", **SPLIT),
        Index("ix_referral_lapsed", "referral_id", **LAPSED),
        Index("ix_referral_ledger", "unit", "made_at", "referral_id"),
        Index("ix_referral_sent_newest", "sender", "made_at", "referral_id"),
        Index("ix_referral_elsewhere", "turn", "made_at", "referral_id", **ELSEWHERE),
        Index("ix_referral_newest", "made_at", "referral_id"),
        Index("ix_referral_came_again", "came_again", **CAME_AGAIN),
        *tab_indexes(),
    )

    referral_id = mapped_column(Uuid, primary_key=True)
    matter_no: Mapped[str] = mapped_column(ForeignKey("routed_matter.matter_no"))
    kind: Mapped[str] = mapped_column(String(16))
    sender: Mapped[str] = mapped_column(String(64))
    unit: Mapped[str] = mapped_column(String(64))
    rule: Mapped[str] = mapped_column(String(64))
    article: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(200))
    reason_en: Mapped[str] = mapped_column(String(200))
    decided_by: Mapped[str | None] = mapped_column(String(64))
    approver: Mapped[str | None] = mapped_column(String(64))
    overridden: Mapped[str | None] = mapped_column(String(200))
    made_at = mapped_column(Moment, nullable=False)
    reply_by = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(20))
    turn: Mapped[str | None] = mapped_column(String(64))
    handler: Mapped[str | None] = mapped_column(String(64))
    due_on = mapped_column(Date)
    since = mapped_column(Moment)
    acted_at = mapped_column(Moment)
    idle_on = mapped_column(Date)
    to_finish_since = mapped_column(Moment)
    review_lapsed_at = mapped_column(Moment)
    parted_from = mapped_column(Uuid)
    came_again: Mapped[str | None] = mapped_column(String(64))
    split_from = mapped_column(Uuid)

    matter: Mapped[RoutedMatter] = relationship(lazy="joined", innerjoin=True)
    claims: Mapped[list[RoutedClaim]] = relationship(
        secondary="decided_claim",
        secondaryjoin=lambda: _of(DecidedClaim.withdrawn_at.is_(None)),
        order_by=RoutedClaim.number,
        lazy="selectin",
        viewonly=True,
    )
    withdrawn_claims: Mapped[list[RoutedClaim]] = relationship(
        secondary="decided_claim",
        secondaryjoin=lambda: _of(DecidedClaim.withdrawn_at.is_not(None)),
        order_by=RoutedClaim.number,
        lazy="select",
        viewonly=True,
    )
    decided: Mapped[list["DecidedClaim"]] = relationship(lazy="selectin")
    objections: Mapped[list["Objection"]] = relationship(order_by="Objection.at", lazy="selectin")
    signature: Mapped["Signature | None"] = relationship(lazy="selectin")
    acceptance: Mapped["Acceptance | None"] = relationship(lazy="selectin")
    reply: Mapped["Reply | None"] = relationship(lazy="selectin")
    draft: Mapped["ReplyDraft | None"] = relationship(lazy="select")
    checks: Mapped[list["ReplyCheck"]] = relationship(order_by="ReplyCheck.sent_at", lazy="selectin")
    proofs: Mapped[list["ProofOfService"]] = relationship(
        primaryjoin=lambda: foreign(ProofOfService.referral_id) == ReferralOrder.referral_id,
        order_by=lambda: ProofOfService.at,
        lazy="select",
        cascade="save-update",
    )
    tasks: Mapped[list["ExecutionTask"]] = relationship(
        primaryjoin=lambda: foreign(ExecutionTask.referral_id) == ReferralOrder.referral_id,
        lazy="select",
        cascade="save-update",
    )
    reports: Mapped[list["CompletionReport"]] = relationship(
        primaryjoin=lambda: foreign(CompletionReport.referral_id) == ReferralOrder.referral_id,
        order_by=lambda: CompletionReport.at,
        lazy="select",
        cascade="save-update",
    )
    reopening: Mapped["Reopening | None"] = relationship(
        primaryjoin=lambda: foreign(Reopening.referral_id) == ReferralOrder.referral_id,
        lazy="select",
        uselist=False,
        cascade="save-update",
    )
    review: Mapped["Review | None"] = relationship(lazy="select", cascade="save-update")
    asked_again: Mapped["Review | None"] = relationship(
        primaryjoin=lambda: foreign(Review.reviewed) == ReferralOrder.referral_id,
        lazy="select",
        uselist=False,
        viewonly=True,
    )
    visits: Mapped[list["ReturnVisit"]] = relationship(
        primaryjoin=lambda: foreign(ReturnVisit.referral_id) == ReferralOrder.referral_id,
        order_by=lambda: ReturnVisit.number,
        lazy="select",
        cascade="save-update",
    )
    urgings: Mapped[list["UrgingOrder"]] = relationship(order_by="UrgingOrder.at", lazy="selectin")
    reassignments: Mapped[list[Reassignment]] = relationship(order_by=Reassignment.at, lazy="selectin")
    passings: Mapped[list[PassingDown]] = relationship(order_by=PassingDown.at, lazy="selectin")
    assistances: Mapped[list[Assistance]] = relationship(
        order_by=Assistance.at, lazy="selectin", backref=backref("referral", lazy="select")
    )
    extensions: Mapped[list[ExtensionRequest]] = relationship(order_by=ExtensionRequest.at, lazy="selectin")
    mediations: Mapped[list[Mediation]] = relationship(order_by=Mediation.at, lazy="selectin")
    documents: Mapped[list[Document]] = relationship(order_by=Document.at, lazy="select")
    steered_away: Mapped[SteeredAway | None] = relationship(lazy="selectin")
    clocks: Mapped[list[Clock]] = relationship(
        primaryjoin=lambda: foreign(Clock.subject_id) == ReferralOrder.referral_id,
        order_by=lambda: (Clock.due_on, Clock.rule),
        viewonly=True,
        lazy="selectin",
    )

    @property
    def is_undone(self):
        """Whether it is a unit's turn, or what its reply still asks for is to be done."""
        return self.turn is not None or self.to_finish_since is not None

    @property
    def open_objection(self):
        return next((objection for objection in self.objections if objection.decision is None), None)

    @property
    def open_extension(self):
        """The request for more time that nobody decided about yet."""
        return next((request for request in self.extensions if request.decision is None), None)

    @property
    def mediation(self):
        """The one that goes on; None if there is none."""
        return next((one for one in self.mediations if one.ended_at is None), None)

    @property
    def objections_here(self):
        """Those of the unit that holds it now, not of one that passed it down."""
        passed = self.passings[-1].at if self.passings else None
        return [objection for objection in self.objections if passed is None or objection.at > passed]

    @property
    def answers_to(self):
        """Who gave it to the unit that holds it: the unit that passed it down, else the sender."""
        return self.passings[-1].former_unit if self.passings else self.sender

    @property
    def parties(self):
        """The units that know of it: who holds it, who sent it, who passed it down, who assists."""
        before = {passing.former_unit for passing in self.passings}
        return {self.unit, self.sender} | before | {one.unit for one in self.assistances if one.is_open}

    @property
    def claims_here(self):
        """Its claims that did not go on to another order: to a review of what it said about them."""
        return [claim for claim in self.claims if claim.referral_id == self.referral_id]

    @property
    def ways(self):
        """By which ways of article 31 its claims go; none before the petitioner is told."""
        return {way for claim in self.claims if (way := self.way_of(claim.claim_id))}

    def way_of(self, claim_id):
        """As the petitioner was told in writing, at the latest with the reply."""
        if self.acceptance:
            return self.acceptance.way_of(claim_id)
        answers = self.reply.answers if self.reply else ()
        return next((answer.path for answer in answers if answer.claim_id == claim_id), None)

    @property
    def open_report(self):
        return next((report for report in self.reports if report.decided_at is None), None)

    @property
    def is_reported(self):
        """Whether its sender accepted a completion report."""
        return any(report.accepted for report in self.reports)

    @property
    def open_visit(self):
        """The return visit that its sender still owes."""
        return next((visit for visit in self.visits if visit.at is None), None)

    @property
    def tasks_here(self):
        """What is to be performed for the claims that it still has: others are done again, or a review changed what
        was said of them."""
        here = {claim.claim_id for claim in self.claims}
        return [task for task in self.tasks if task.claim_id in here and task.overturned_at is None]

    @property
    def open_check(self):
        return next((check for check in self.checks if check.decided_at is None), None)

    @property
    def supervision(self):
        """The supervision that is in force; None if there is none."""
        return next((order for order in self.urgings if order.in_force), None)


UNDONE = or_(ReferralOrder.turn.is_not(None), ReferralOrder.to_finish_since.is_not(None))
"""`is_undone`, for queries; the indexes of the lists say it alike."""


class DecidedClaim(Base):
    """A claim that a referral brought to its unit, and on what that rests; kept when the referral goes back.

    `withdrawn_at` is when the petitioner withdrew it while the unit went on with the others.
    """

    __tablename__ = "decided_claim"
    __table_args__ = (Index("ix_decided_claim_claim", "claim_id"),)

    referral_id = mapped_column(ForeignKey("referral.referral_id"), primary_key=True)
    claim_id = mapped_column(ForeignKey("routed_claim.claim_id"), primary_key=True)
    basis = mapped_column(SealedText("decided_claim.basis"))
    withdrawn_at = mapped_column(Moment)


def _of(which):
    return and_(RoutedClaim.claim_id == DecidedClaim.claim_id, which)
