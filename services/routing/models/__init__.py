"""Routing's tables, by what they are about."""

from services.routing.models.acts import Acceptance, Answer, ClaimWay, Objection, ObjectionDecision, Reply, Signature
from services.routing.models.after_reply import ExecutionTask, ProofOfService, Reopening
from services.routing.models.assistances import Assistance
from services.routing.models.base import Base
from services.routing.models.city import CityEdition, Place, RulesEdition, StaffSuccession, Succession
from services.routing.models.clocks import Climbed, Clock
from services.routing.models.completion import CompletionReport
from services.routing.models.documents import Document, DocumentContent
from services.routing.models.extensions import ExtensionDecision, ExtensionRequest
from services.routing.models.handing_on import PassingDown, Reassignment
from services.routing.models.matters import ClaimWithdrawal, NonAcceptance, Recusal, RoutedClaim, RoutedMatter
from services.routing.models.mediations import Mediation, MediationConfirmation, MediationSession, SteeredAway
from services.routing.models.referrals import UNDONE, DecidedClaim, ReferralOrder
from services.routing.models.replies import DraftAnswer, DraftAuthor, ReplyCheck, ReplyDraft
from services.routing.models.reviews import Hearing, Review
from services.routing.models.surges import EarlyWarning, SurgeSign
from services.routing.models.urging import AnswerDecision, SupervisionAnswer, UrgingOrder
from services.routing.models.visits import ReturnVisit

__all__ = [
    "UNDONE",
    "Acceptance",
    "Answer",
    "AnswerDecision",
    "Assistance",
    "Base",
    "CityEdition",
    "ClaimWay",
    "ClaimWithdrawal",
    "Climbed",
    "Clock",
    "CompletionReport",
    "DecidedClaim",
    "Document",
    "DocumentContent",
    "DraftAnswer",
    "DraftAuthor",
    "EarlyWarning",
    "ExecutionTask",
    "ExtensionDecision",
    "ExtensionRequest",
    "Hearing",
    "Mediation",
    "MediationConfirmation",
    "MediationSession",
    "NonAcceptance",
    "Objection",
    "ObjectionDecision",
    "PassingDown",
    "Place",
    "ProofOfService",
    "Reassignment",
    "Recusal",
    "ReferralOrder",
    "Reopening",
    "Reply",
    "ReplyCheck",
    "ReplyDraft",
    "ReturnVisit",
    "Review",
    "RoutedClaim",
    "RoutedMatter",
    "RulesEdition",
    "Signature",
    "StaffSuccession",
    "SteeredAway",
    "Succession",
    "SupervisionAnswer",
    "SurgeSign",
    "UrgingOrder",
]
