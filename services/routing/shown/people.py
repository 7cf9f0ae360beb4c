"""Who a matter is from and who else has a part in it: masked until somebody asks, and says why."""

from dataclasses import replace

from services.routing import actions
from shared.contracts.words import AUTHORITIES, LOOK_REASONS
from shared.privacy import mask_name, mask_phone, mask_words


def shown_people(matter, masked):
    petitioner, parties = actions.petitioner_of(matter), actions.parties_of(matter)
    return {
        "petitioner": _masked(petitioner) if masked else petitioner,
        "parties": _masked_parties(parties) if masked and parties else parties,
        "authorities": AUTHORITIES,
        "masked": masked,
        "look_reasons": LOOK_REASONS,
    }


def _masked(petitioner):
    return replace(
        petitioner,
        name=mask_name(petitioner.name),
        phone=petitioner.phone and mask_phone(petitioner.phone),
        address=petitioner.address and mask_words(petitioner.address),
    )


def _masked_parties(parties):
    agents = [
        {**agent, "name": mask_name(agent["name"]), "phone": agent.get("phone") and mask_phone(agent["phone"])}
        for agent in parties.get("agents") or []
    ]
    representatives = [mask_name(name) for name in parties.get("representatives") or []]
    return {**parties, "agents": agents, "representatives": representatives}
