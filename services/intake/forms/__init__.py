"""What intake's doors accept; the same for JSON and for the page."""

from services.intake.forms.contacts import ContactForm
from services.intake.forms.looks import LookFilter, PartForm, ShowForm
from services.intake.forms.matters import MOST_AGENTS, MOST_CLAIMS, AccusedForm, ClaimForm, DetailsForm, MatterForm
from services.intake.forms.people import AgentForm, PetitionerForm, Phone, ReachForm
from services.intake.forms.progress import ProgressForm
from services.intake.forms.ratings import RatingForm, RatingWithCodeForm
from services.intake.forms.repeats import RepeatForm

__all__ = [
    "MOST_AGENTS",
    "MOST_CLAIMS",
    "AccusedForm",
    "AgentForm",
    "ClaimForm",
    "ContactForm",
    "DetailsForm",
    "LookFilter",
    "MatterForm",
    "PartForm",
    "PetitionerForm",
    "Phone",
    "ProgressForm",
    "RatingForm",
    "RatingWithCodeForm",
    "ReachForm",
    "RepeatForm",
    "ShowForm",
]
