"""What was corrected at intake is corrected in our copy; whoever holds the matter goes on holding it."""

import json

from services.routing import watching
from services.routing.actions.receiving import know_the_petitioner
from services.routing.models import RoutedMatter
from shared.messaging import NotYet


def follow_correction(session, event, *, now):
    """An older correction that comes late changes nothing but the claims that no newer one tells of."""
    if event.answered_at_once:
        return
    matter = session.get(RoutedMatter, event.matter_no, with_for_update=True, populate_existing=True)
    if matter is None:
        raise NotYet("the matter is not known here")
    know_the_petitioner(matter, event)
    if event.number > matter.corrections:
        matter.place, matter.place_code = event.place, event.place_code
        matter.parties = _about(matter, event)
        matter.narrative = event.narrative or matter.narrative
        matter.corrections = event.number
    told = {claim.claim_id: claim for claim in event.claims}
    for claim in matter.claims:
        if claim.claim_id in told and event.number > claim.corrected:
            put_right(session, matter, claim, told[claim.claim_id], event.number, now=now)


def put_right(session, matter, claim, told, number, *, now):
    """As intake has it now, by the correction of that number."""
    claim.category, claim.text, claim.corrected = told.category, told.text, number
    facts = json.dumps(dict(told.facts), ensure_ascii=False) if told.facts else None
    if facts != claim.facts:
        claim.facts = facts
        session.flush()
        watching.follow_facts(session, matter, claim, told.facts, now=now)


def _about(matter, event):
    told = json.loads(matter.parties) if matter.parties else {"group_size": None, "representatives": (), "agents": []}
    told |= {"respondent": event.respondent, "respondent_name": event.respondent_name}
    return json.dumps(told, ensure_ascii=False) if any(told.values()) else None
