"""What intake's doors accept; the same for JSON and for the page."""

from services.intake.forms.matters import MOST_CLAIMS, AccusedForm, ClaimForm, MatterForm
from services.intake.forms.people import PetitionerForm, Phone
from services.intake.forms.progress import ProgressForm

__all__ = ["MOST_CLAIMS", "AccusedForm", "ClaimForm", "MatterForm", "PetitionerForm", "Phone", "ProgressForm"]
