"""Some forty fictional matters in every state, entered as people would: through the doors, by their own hands."""

from __future__ import annotations

import logging
import time
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

import yaml

from shared.config import settings
from shared.demo.client import Client, Unanswered
from shared.demo.messages import HERE

log = logging.getLogger(__name__)

TRIES = 5

MATTERS = Path(__file__).resolve().parents[2] / "deploy" / "demo" / "matters.yaml"
EXPLAINED = "法律规定相邻各方应当互相提供必要的便利，也要求用证据说明自己的主张；本答复就是按这些规定作出的。"
AGAIN = {"cause": "UNSATISFIED", "words": "双方对水电费的说法不一，请找来结算单再答复。"}
RELEASED = {"released": True, "ticked": ["FACTS", "EVIDENCE", "ARTICLE", "PROCEDURE", "REMEDIES"]}
RECEIVER = "本人"
WAY = "PETITION"
REMEDY = "自收到本答复之日起30日内，可以向上一级机关、单位请求复查（《信访工作条例》第三十五条）"


def fill(address: str, filled: Path) -> None:
    """Register the demo's matters, sign for some, answer some; then remember that it was done.

    Every step has its own Idempotency-Key: broken off, it is played again from the beginning and does nothing twice.
    """
    first_day = _first_day(filled.with_name("demo-begun"))
    for _ in range(TRIES):
        try:
            _play_all(address, first_day)
            filled.touch()
            return
        except Unanswered as error:
            log.warning("filling the demo is tried again", extra={"reason": str(error)})
            time.sleep(1)
        except Exception as error:
            log.exception("the demo could not be filled", exc_info=error)
            return


def _first_day(begun: Path) -> date:
    """The day on which filling began: played again on a later one, every matter must say the same."""
    if not begun.exists():
        draft = begun.with_suffix(".draft")
        draft.write_text(datetime.now(HERE).date().isoformat())
        draft.replace(begun)
    return date.fromisoformat(begun.read_text())


def _play_all(address: str, first_day: date) -> None:
    people: dict[str, Client] = {}
    matters = yaml.safe_load(MATTERS.read_text(encoding="utf-8"))
    for number, told in enumerate(matters):
        told["received_at"] = _moment(first_day, len(matters) - number).isoformat()
        if days := told.pop("reply_in", None):
            told["reply_by"] = (first_day + timedelta(days=days)).isoformat()
        _play(told, number, _Cast(address, people))


def _moment(first_day: date, ago: int) -> datetime:
    """A working hour so many half days before: the demo's matters came in one after another."""
    day = datetime.combine(first_day, clock(hour=9 if ago % 2 else 14, minute=ago % 50), HERE)
    return day - timedelta(days=ago // 2 + 1)


class _Cast:
    """Who acts in the demo, each signed in once."""

    def __init__(self, address: str, people: dict[str, Client]) -> None:
        self.address = address
        self.people = people

    def __getitem__(self, username: str) -> Client:
        if username not in self.people:
            self.people[username] = Client(self.address).sign_in(username, settings().demo_password)
        return self.people[username]


def _play(told: dict[str, Any], number: int, cast: _Cast) -> None:
    by, until, answer = told.pop("by", "operator"), told.pop("until", "registered"), told.pop("answer", None)
    if at_once := told.pop("at_once", None):
        told["answer"] = at_once
    made = cast[by].post("/intake/api/v1/matters", told, key=f"demo-fill-{number}")
    if until == "registered":
        return
    office = told.pop("office", None) or _office_of(made["matter_no"], cast["leader"])
    referral = _referrals(cast[office], made["matter_no"])[-1]
    path = f"/routing/api/v1/referrals/{referral['referral_id']}"
    if referral["state"] == "AWAITING_SIGN":
        referral = cast[office].post(f"{path}/signatures", {}, key=f"demo-sign-{number}")
    if until in ("answered", "served", "reopened", "checking") and referral["state"] == "IN_PROGRESS":
        answers = [{"claim_id": claim["claim_id"], "path": WAY, **answer} for claim in referral["claims"]]
        body = {"answers": answers, "remedy": REMEDY, "law_explained": EXPLAINED}
        cast[office].post(f"{path}/opinions", body, key=f"demo-answer-{number}")
        referral = cast[office].get(path)
    if until in ("answered", "served", "reopened") and referral["state"] == "AWAITING_REVIEW":
        referral = cast[f"{office}2"].post(f"{path}/opinion-checks", RELEASED, key=f"demo-check-{number}")
    if until == "served" and not referral["services"]:
        released_on = datetime.fromisoformat(referral["reply"]["at"]).astimezone(HERE).date()
        proof = {"means": "HANDED", "served_on": released_on.isoformat(), "receiver": RECEIVER}
        cast[office].post(f"{path}/services", proof, key=f"demo-serve-{number}")
    if until == "reopened" and referral["state"] == "ANSWERED":
        cast[by].post(f"{path}/reopenings", AGAIN, key=f"demo-reopen-{number}")


def _office_of(matter_no: str, leader: Client) -> str:
    referral = _referrals(leader, matter_no)[-1]
    return str(referral["unit"])


def _referrals(client: Client, matter_no: str) -> list[dict[str, Any]]:
    """The newest first: one that was done again has two."""
    path = f"/routing/api/v1/referrals?matter_no={matter_no}"
    return list(client.wait_until(path, lambda answer: answer["referrals"])["referrals"])
