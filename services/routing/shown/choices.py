"""What a decision rests on and what lost against it, in the language of the page."""

import json

from flask_babel import gettext as _

from services.routing.asked import basis_json
from shared.contracts.words import ASKED, CATEGORIES, GROUPS, KINDS
from shared.web import in_english, word

WORDS = {"category": CATEGORIES, "kind": KINDS, "groups": GROUPS} | {f"facts.{name}": ASKED[name] for name in ASKED}


def shown_choice(choice):
    """The grounds and alternatives of a choice that is not kept."""
    return _shown(json.loads(basis_json(choice)))


def shown_referral(referral):
    """Those of every claim of a referral, by claim; orders older than their keeping have none."""
    return {each.claim_id: _shown(json.loads(each.basis)) for each in referral.decided if each.basis}


def shown_held(claim):
    """Why a claim waits for a person: `(reason, article, alternatives)`."""
    if not claim.held:
        return None
    told = json.loads(claim.held)
    reason = told["reason_en"] if in_english() else told["reason"]
    return {"reason": reason, "article": told["article"], **_shown({"grounds": [], **told})}


def shown_basis(kept):
    """Grounds and alternatives as they are kept, of a decision or of what is held."""
    return _shown({"grounds": [], **kept})


def condition(name):
    """What a condition of a rule asks about, in the words of the page."""
    named = {
        "from": _("还没有施行"),
        "kind": _("事项类型"),
        "category": _("诉求类别"),
        "groups": _("信访人身份"),
        "words": _("内容里没有所列的词"),
        "facts.arbitration": _("劳动仲裁情况"),
    }
    return named.get(name, _("登记的情况"))


def _shown(basis):
    return {
        "way": basis.get("way"),
        "grounds": [_ground(ground["field"], ground["said"]) for ground in basis["grounds"]],
        "alternatives": [
            {"unit": a["unit"], "why": a["why_en"] if in_english() else a["why"]} for a in basis["alternatives"]
        ],
    }


def _ground(field, said):
    if said in WORDS.get(field, ()):
        return _field(field) % {"said": word(WORDS[field][said])}
    return _field(field) % {"said": said}


def _field(name):
    return {
        "category": _("诉求类别：%(said)s"),
        "kind": _("事项类型：%(said)s"),
        "groups": _("信访人身份：%(said)s"),
        "place": _("地点：%(said)s"),
        "narrative": _("内容里写到“%(said)s”"),
        "text": _("诉求里写到“%(said)s”"),
        "facts.arbitration": _("劳动仲裁情况：%(said)s"),
    }.get(name, _("登记的情况：%(said)s"))
