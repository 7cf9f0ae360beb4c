"""Routing's tables, by what they are about."""

from services.routing.models.acts import Acceptance, Answer, Objection, ObjectionDecision, Reply, Signature
from services.routing.models.assistances import Assistance
from services.routing.models.base import Base
from services.routing.models.city import CityEdition, Place, RulesEdition, Succession
from services.routing.models.clocks import Climbed, Clock
from services.routing.models.extensions import ExtensionDecision, ExtensionRequest
from services.routing.models.handing_on import PassingDown, Reassignment
from services.routing.models.matters import NonAcceptance, Recusal, RoutedClaim, RoutedMatter
from services.routing.models.mediations import Mediation, MediationConfirmation, MediationSession, SteeredAway
from services.routing.models.referrals import DecidedClaim, ReferralOrder
from services.routing.models.urging import AnswerDecision, SupervisionAnswer, UrgingOrder

__all__ = [
    "Acceptance",
    "Answer",
    "AnswerDecision",
    "Assistance",
    "Base",
    "CityEdition",
    "Climbed",
    "Clock",
    "DecidedClaim",
    "ExtensionDecision",
    "ExtensionRequest",
    "Mediation",
    "MediationConfirmation",
    "MediationSession",
    "NonAcceptance",
    "Objection",
    "ObjectionDecision",
    "PassingDown",
    "Place",
    "Reassignment",
    "Recusal",
    "ReferralOrder",
    "Reply",
    "RoutedClaim",
    "RoutedMatter",
    "RulesEdition",
    "Signature",
    "SteeredAway",
    "Succession",
    "SupervisionAnswer",
    "UrgingOrder",
]
