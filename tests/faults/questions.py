"""What must not be found when nothing is lost: each a plain query for matter numbers with something wrong.

A consultation that was answered on the spot is closed at once and goes to nobody.
"""

ANNOUNCED_ONCE = """
SELECT m.matter_no FROM intake.matter m
LEFT JOIN intake.outbox e ON e.subject = m.matter_no
    AND e.type IN ('matter.registered', 'consultation.answered', 'matter.split_off')
GROUP BY m.matter_no HAVING count(e.event_id) <> 1
"""
NOT_AT_ROUTING = """
SELECT m.matter_no FROM intake.matter m
LEFT JOIN routing.routed_matter r ON r.matter_no = m.matter_no
LEFT JOIN intake.consultation o ON o.matter_no = m.matter_no
WHERE r.matter_no IS NULL AND o.matter_no IS NULL
"""
ONLY_AT_ROUTING = """
SELECT r.matter_no FROM routing.routed_matter r
LEFT JOIN intake.matter m ON m.matter_no = r.matter_no
WHERE m.matter_no IS NULL
"""
CLAIM_NOT_IN_ONE_PARTYS_HANDS = """
SELECT c.matter_no FROM intake.claim c
LEFT JOIN routing.routed_claim r ON r.claim_id = c.claim_id
LEFT JOIN routing.referral f ON f.referral_id = r.referral_id
LEFT JOIN routing.non_acceptance n ON n.claim_id = r.claim_id
LEFT JOIN intake.consultation o ON o.matter_no = c.matter_no
WHERE o.matter_no IS NULL
    AND CASE WHEN f.unit IS NULL THEN 0 ELSE 1 END + CASE WHEN r.triage_holder IS NULL THEN 0 ELSE 1 END
    + CASE WHEN n.claim_id IS NULL THEN 0 ELSE 1 END <> 1
"""
CLAIM_HELD_BY_ANOTHER_AT_INTAKE = """
SELECT c.matter_no FROM intake.claim c
JOIN routing.routed_claim r ON r.claim_id = c.claim_id
LEFT JOIN routing.referral f ON f.referral_id = r.referral_id
WHERE COALESCE(c.holder, '') <> COALESCE(f.unit, r.triage_holder, '')
"""
CLAIM_ONLY_AT_ROUTING = """
SELECT r.matter_no FROM routing.routed_claim r
LEFT JOIN intake.claim c ON c.claim_id = r.claim_id
WHERE c.claim_id IS NULL
"""
REFERRAL_WITHOUT_CLAIM = """
SELECT f.matter_no FROM routing.referral f
LEFT JOIN routing.routed_claim r ON r.referral_id = f.referral_id
WHERE (r.claim_id IS NULL) <> (f.state IN ('RETURNED', 'WITHDRAWN', 'REOPENED', 'SPLIT'))
"""
REFERRALS_NOT_ANNOUNCED_ONCE = """
SELECT f.matter_no FROM routing.referral f
LEFT JOIN routing.outbox e ON e.subject = f.matter_no AND e.type = 'referral.made'
WHERE f.parted_from IS NULL
GROUP BY f.matter_no HAVING count(DISTINCT f.referral_id) <> count(DISTINCT e.event_id)
"""
NO_DRAFT_AT_LEGAL_AID = """
SELECT f.matter_no FROM routing.referral f
LEFT JOIN legalaid.application a ON a.referral_id = f.referral_id
WHERE f.unit = 'legal_aid_centre'
GROUP BY f.matter_no, f.referral_id HAVING count(a.application_id) <> 1
"""
SENT_NOTICE_NOT_TOLD_ONCE = """
SELECT n.matter_no FROM
(SELECT matter_no, count(*) AS sent FROM notify.notice WHERE state = 'sent' GROUP BY matter_no) n
LEFT JOIN
(SELECT subject, count(*) AS told FROM notify.outbox WHERE type = 'notice.sent' GROUP BY subject) e
ON e.subject = n.matter_no
WHERE COALESCE(e.told, 0) <> n.sent
"""
GAP_IN_THE_NUMBERS = """
SELECT s.prefix FROM intake.number_series s
LEFT JOIN intake.matter m ON substr(m.matter_no, 1, length(m.matter_no) - 5) = s.prefix
GROUP BY s.prefix, s.last HAVING count(m.matter_no) <> s.last
"""


def not_noticed_once(source: str, type_: str, template: str, recipient: str) -> str:
    """Events of a type that have not exactly one notice of this kind."""
    return f"""
SELECT e.subject FROM {source}.outbox e
LEFT JOIN notify.notice n
ON n.event_id = e.event_id AND n.template = '{template}' AND n.recipient = '{recipient}'
WHERE e.type = '{type_}'
GROUP BY e.subject, e.event_id HAVING count(n.notice_id) <> 1
"""


def not_on_the_timeline(source: str, *types: str) -> str:
    listed = ", ".join(f"'{type_}'" for type_ in types)
    return f"""
SELECT e.subject FROM {source}.outbox e
LEFT JOIN intake.timeline t ON t.event_id = e.event_id
WHERE e.type IN ({listed})
GROUP BY e.subject, e.event_id HAVING count(t.event_id) <> 1
"""


def notice_without_event(template: str, type_: str) -> str:
    return f"""
SELECT n.matter_no FROM notify.notice n
LEFT JOIN intake.outbox i ON i.event_id = n.event_id AND i.type = '{type_}'
LEFT JOIN routing.outbox r ON r.event_id = n.event_id AND r.type = '{type_}'
WHERE n.template = '{template}' AND i.event_id IS NULL AND r.event_id IS NULL
"""


QUESTIONS = {
    "a matter not announced exactly once": ANNOUNCED_ONCE,
    "a matter that never came to routing": NOT_AT_ROUTING,
    "a matter at routing that nobody registered": ONLY_AT_ROUTING,
    "a claim not in exactly one party's hands": CLAIM_NOT_IN_ONE_PARTYS_HANDS,
    "a claim that intake sees in other hands than routing": CLAIM_HELD_BY_ANOTHER_AT_INTAKE,
    "a claim at routing that nobody made": CLAIM_ONLY_AT_ROUTING,
    "a referral without a claim": REFERRAL_WITHOUT_CLAIM,
    "referrals not announced exactly once each": REFERRALS_NOT_ANNOUNCED_ONCE,
    "a referral to legal aid without exactly one draft": NO_DRAFT_AT_LEGAL_AID,
    "a sent notice not told of exactly once": SENT_NOTICE_NOT_TOLD_ONCE,
    "a number that is missing in its series": GAP_IN_THE_NUMBERS,
    "registration: not exactly one notice to the petitioner": not_noticed_once(
        "intake", "matter.registered", "registration", "petitioner"
    ),
    "referral: not exactly one notice to the petitioner": not_noticed_once(
        "routing", "referral.made", "referral", "petitioner"
    ),
    "referral: not exactly one order to the unit": not_noticed_once(
        "routing", "referral.made", "referral_order", "unit"
    ),
    "a registration notice without its event": notice_without_event("registration", "matter.registered"),
    "a referral notice without its event": notice_without_event("referral", "referral.made"),
    "a referral order without its event": notice_without_event("referral_order", "referral.made"),
    "registered, and not once on the timeline": not_on_the_timeline("intake", "matter.registered"),
    "routed, and not once on the timeline": not_on_the_timeline("routing", "referral.made", "matter.held_for_triage"),
    "told, and not once on the timeline": not_on_the_timeline("notify", "notice.sent"),
}
