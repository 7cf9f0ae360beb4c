"""The verbs of notify."""

from datetime import timedelta

from sqlalchemy import select, update

from services.notify.letters import write
from services.notify.models import Corrected, KnownReach, Notice
from services.notify.policy.notices_owed import OWED, is_unwanted_text, means_for
from services.notify.wishes import reach_for
from shared.contracts.notify import NoticeFailed, NoticeSent
from shared.correcting import corrected_person, keep_corrected
from shared.db import moment, now_by_database
from shared.directory import accused_index, may_not_know, supervisor_of, unit_called
from shared.errors import NotFound, Refused
from shared.messaging import NotYet, publish, row_id
from shared.reaching import as_json, keep_reach, reach_of

ATTEMPTS = 6
FIRST_PAUSE = timedelta(seconds=30)
AT_ONCE = timedelta(0)


class AlreadyHandedOver(Refused):
    """这份告知已经送出"""


class NobodyMayKnow(Refused):
    """检举控告不得告知被检举控告的单位，又没有可以告知的上级单位"""


def owe_notices(session, event):
    """One row for each notice the event owes; the table decides, nobody forgets."""
    for owed in OWED[event.meta.type]:
        unit = _unit(session, event, owed)
        reach = event.petitioner.reach if unit is None else None
        phone = _phone(session, event) if unit is None else None
        means = means_for(phone, unit.mail if unit else None, reach)
        subject, body = write(session, owed, event, unit)
        session.add(
            Notice(
                notice_id=row_id(session, owed.template, owed.recipient, unit.code if unit else ""),
                event_id=event.meta.id,
                matter_no=event.matter_no,
                confidential=_is_report(event),
                registering_unit=getattr(event, "sender", None) or event.registering_unit,
                accused_index=accused_index(event.accused_unit),
                template=owed.template,
                recipient=owed.recipient,
                unit=unit.code if unit else None,
                means=means,
                address=unit.mail if unit else phone,
                subject=subject,
                body=body,
                reach=as_json(reach),
                state="to_hand_over" if means == "paper" else "queued",
                attempts=0,
                created_at=event.meta.time,
                next_attempt_at=now_by_database(session),
            )
        )


def _phone(session, event):
    """The petitioner's number; the event may be older than its correction."""
    corrected = corrected_person(session, Corrected, event.matter_no)
    return corrected["phone"] if corrected else event.petitioner.phone


def follow_correction(session, event):
    """What has not left the house goes to the number that holds now; on paper where there is none any more."""
    if not keep_corrected(session, Corrected, event):
        return
    for notice in _waiting(session, event.matter_no):
        notice.address = event.petitioner.phone
        if notice.address is None:
            turn_to_paper(notice)


def respect_wishes(session, event):
    """The petitioner came again: how this person may be reached now counts for what has not left the house, too."""
    keep_reach(session, KnownReach, event)
    reach = reach_of(session, KnownReach, event.matter_no, None)
    for notice in _waiting(session, event.matter_no):
        if means_for(notice.address, None, reach) == "paper":
            turn_to_paper(notice)


def _waiting(session, matter_no):
    """The petitioner's notices that have not left the house."""
    waiting = (Notice.matter_no == matter_no, Notice.recipient == "petitioner", Notice.state == "queued")
    return session.scalars(select(Notice).where(*waiting).order_by(Notice.notice_id).with_for_update())


def is_unwanted(session, notice):
    """Whether the petitioner said, with this matter or another one, that no text message may come: asked at the last
    moment, since what was said may have been heard here before the notice was owed."""
    return notice.means == "sms" and is_unwanted_text(reach_for(session, notice))


def turn_to_paper(notice):
    """It is not sent; somebody hands it over."""
    notice.means, notice.state, notice.next_attempt_at = "paper", "to_hand_over", None


def hand_over(session, notice_id, *, by, now):
    """A paper notice was served by hand or by post."""
    notice = session.get(Notice, notice_id, with_for_update=True, populate_existing=True)
    if notice is None:
        raise NotFound
    if notice.state != "to_hand_over":
        raise AlreadyHandedOver
    notice.handed_over_by = by.username
    mark_sent(session, notice, now)
    return notice


def mark_sent(session, notice, now):
    notice.state, notice.sent_at, notice.next_attempt_at, notice.error = "sent", now, None, None
    publish(session, NoticeSent(**_told(notice), sent_at=now))


def put_back(session, notice, pause=AT_ONCE):
    """It was claimed and could not be tried: its turn comes again, and that was no attempt."""
    notice.attempts, notice.next_attempt_at = notice.attempts - 1, moment(session, pause)


def set_aside(session, notice_id, reason):
    """Nothing can be said of this one: a person must see to it. Told to nobody, for that is what fails."""
    told = {"state": "to_hand_over", "next_attempt_at": None, "error": reason[:200]}
    session.execute(update(Notice).where(Notice.notice_id == notice_id).values(**told))


def mark_failed(session, notice, error, now):
    """Try again later, longer each time; after the last attempt a person must reach the recipient."""
    notice.error = error[:200]
    if notice.attempts < ATTEMPTS:
        pause = FIRST_PAUSE * 2**notice.attempts
        notice.state, notice.next_attempt_at = "queued", moment(session, pause)
        return
    notice.state, notice.next_attempt_at = "to_hand_over", None
    publish(session, NoticeFailed(**_told(notice), reason=error[:200], failed_at=now))


def _unit(session, event, owed):
    if owed.to == "petitioner":
        return None
    code = _who_may_know(session, getattr(event, owed.named_as), event.accused_unit)
    unit = unit_called(session, code)
    if unit is None:
        raise NotYet(f"the unit {code} is not known here")
    return unit


def _who_may_know(session, code, accused):
    """The unit itself; where a report accuses it or one above it, the next one that may know."""
    if not may_not_know(session, accused, code):
        return code
    instead = supervisor_of(session, code, accused)
    if may_not_know(session, accused, instead):
        raise NobodyMayKnow
    return instead


def _is_report(event):
    if hasattr(event, "confidential"):
        return event.confidential
    return getattr(event, "matter_kind", getattr(event, "kind", None)) == "REPORT"


def _told(notice):
    return {
        "matter_no": notice.matter_no,
        "notice_id": notice.notice_id,
        "template": notice.template,
        "recipient": notice.recipient,
        "unit": notice.unit,
        "means": notice.means,
    }
