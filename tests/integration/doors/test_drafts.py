"""Drafts of the call form: kept while it is typed, one's own only, sealed, and gone once there is a matter."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from services.intake import clock
from services.intake.audit import matters as audit
from services.intake.models import Draft
from shared.config import settings
from shared.db import database, utc_now
from tests.support.matters import new_phone

FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def desk(town):
    return town.visitor().signed_in("operator")


@pytest.fixture
def typed():
    return {
        "petitioner.phone": new_phone(),
        "petitioner.name": "葛某",
        "petitioner.groups": ["elderly", "disabled"],
        "place": "新埭镇",
        "narrative": f"围墙倒了{uuid4().hex}",
        "claims.0.category": "land",
        "claims.1.category": "wages",
        "claims.1.text": "补发工资",
        "kind": "HELP",
        "channel": "VISIT",
    }


def saved(desk, typed, draft_id=None, revision=0):
    page = desk.open("/intake/matters/new")
    draft_id = draft_id or page.value("draft_id")
    form = page.form(typed) | {"draft_id": draft_id, "draft_revision": revision, "form_key": page.value("form_key")}
    return draft_id, desk.post("/intake/drafts", data=form, headers=FETCH)


def test_what_was_typed_comes_back_by_its_own_address(town, desk, typed):
    draft_id, answer = saved(desk, typed)
    assert answer.get_json()["revision"] == 1
    assert len(answer.get_json()["saved"].split(":")) == 3
    page = desk.open(f"/intake/drafts/{draft_id}")
    for name, value in typed.items():
        if name != "petitioner.groups":
            assert page.value(name) == value
    assert {"elderly", "disabled"} <= set(page.ticked)
    assert (page.value("draft_id"), page.value("draft_revision")) == (draft_id, "1")
    assert answer.get_json()["saved"] in page.text


def test_several_drafts_are_kept_at_once_and_listed_newest_first(desk, typed):
    ids = [saved(desk, typed | {"petitioner.name": name})[0] for name in ("甲某", "乙某")]
    links = [link for link in desk.open("/intake/drafts").links if link.startswith("/intake/drafts/")]
    assert links[:2] == [f"/intake/drafts/{draft_id}" for draft_id in reversed(ids)]
    assert "没有登记完的草稿" in desk.open("/intake/matters/new").text


def test_nobody_else_sees_or_changes_or_discards_it(town, desk, typed):
    draft_id, _ = saved(desk, typed)
    other = town.visitor().signed_in("petition")
    assert other.refused(404, f"/intake/drafts/{draft_id}", method="GET")
    assert draft_id not in other.get("/intake/drafts").text
    form = other.open("/intake/matters/new").form(typed)
    other.refused(404, "/intake/drafts", data=form | {"draft_id": draft_id, "draft_revision": "1"})
    other.refused(404, f"/intake/drafts/{draft_id}/discards", data=form)


def test_it_lies_sealed(town, desk, typed):
    saved(desk, typed)
    stored = town.texts("intake")
    for personal in ("petitioner.phone", "narrative"):
        assert typed[personal] not in stored


def test_a_later_save_from_another_window_does_not_overwrite(desk, typed):
    draft_id, _ = saved(desk, typed)
    assert saved(desk, typed | {"place": "乍浦镇"}, draft_id, 1)[1].get_json()["revision"] == 2
    _, refused = saved(desk, typed | {"place": "当湖街道"}, draft_id, 1)
    assert refused.status_code == 409
    assert "另一个窗口" in refused.get_json()["refused"]
    assert desk.open(f"/intake/drafts/{draft_id}").value("place") == "乍浦镇"


def test_without_javascript_the_button_saves_and_shows_the_form_again(desk, typed):
    page = desk.open("/intake/matters/new")
    form = page.form(typed) | {name: page.value(name) for name in ("draft_id", "draft_revision", "form_key")}
    first = desk.post("/intake/drafts", data=form)
    assert first.status_code == 200
    assert "已保存" in first.text
    again = desk.post("/intake/drafts", data=form | {"draft_revision": "1", "place": "乍浦镇"})
    assert again.status_code == 200
    behind = desk.refused(409, "/intake/drafts", data=form | {"draft_revision": "1", "place": "当湖街道"})
    assert behind.value("place") == "当湖街道"
    assert behind.value("draft_id") != page.value("draft_id")
    assert "另存为一份新草稿" in behind.text
    assert desk.post("/intake/matters", data=again_to_register(typed, form)).status_code == 303


def again_to_register(typed, form):
    return form | {"claims.0.text": "修好围墙", "draft_revision": "2"}


def test_registered_it_is_gone_and_a_late_save_does_not_bring_it_back(town, desk, typed):
    draft_id, _ = saved(desk, typed)
    page = desk.open(f"/intake/drafts/{draft_id}")
    form = again_to_register(typed, page.form(typed)) | {"draft_id": draft_id, "form_key": page.value("form_key")}
    assert desk.post("/intake/matters", data=form).status_code == 303
    desk.refused(404, f"/intake/drafts/{draft_id}", method="GET")
    assert saved(desk, typed, draft_id, 1)[1].status_code == 409
    assert draft_id not in desk.get("/intake/drafts").text
    with database("intake").reading() as session:
        ended = session.get_one(Draft, UUID(draft_id))
        assert (ended.content, bool(ended.matter_no)) == (None, True)
        for invariant in (
            audit.nothing_is_kept_of_a_draft_that_has_ended,
            audit.every_registered_draft_has_its_matter,
        ):
            assert not list(invariant(session, utc_now()))


def test_a_refused_registration_keeps_the_draft(desk, typed):
    draft_id, _ = saved(desk, typed)
    form = desk.open("/intake/matters/new").form(typed) | {"draft_id": draft_id, "draft_revision": "1"}
    again = desk.refused(422, "/intake/matters", data=form | {"narrative": ""})
    assert (again.value("draft_id"), again.value("draft_revision")) == (draft_id, "1")
    assert desk.open(f"/intake/drafts/{draft_id}").value("narrative") == typed["narrative"]


def test_discarded_it_is_gone(desk, typed):
    draft_id, _ = saved(desk, typed)
    page = desk.open("/intake/drafts")
    assert desk.post(f"/intake/drafts/{draft_id}/discards", data=page.form({})).status_code == 303
    desk.refused(404, f"/intake/drafts/{draft_id}", method="GET")
    desk.refused(404, f"/intake/drafts/{draft_id}/discards", data=page.form({}))


def test_old_ones_are_swept_by_the_number_in_the_settings(desk, typed):
    old, young = saved(desk, typed)[0], saved(desk, typed)[0]
    with database("intake").transaction() as session:
        kept = timedelta(days=settings().keep_draft_days, minutes=1)
        session.get_one(Draft, UUID(old)).saved_at = utc_now() - kept
    clock.forget_old_drafts()
    desk.refused(404, f"/intake/drafts/{old}", method="GET")
    assert desk.get(f"/intake/drafts/{young}").status_code == 200


@pytest.mark.parametrize("draft_id", ["", "x", "../..", "7" * 400])
def test_an_id_that_is_none_keeps_nothing(desk, typed, draft_id):
    form = desk.open("/intake/matters/new").form(typed)
    desk.refused(404, "/intake/drafts", data=form | {"draft_id": draft_id})


def test_nobody_fills_the_disk_with_drafts(town, typed):
    desk = town.visitor().signed_in("petition")
    page = desk.open("/intake/matters/new")
    answers = [
        desk.post("/intake/drafts", data=page.form(typed) | {"draft_id": str(uuid4())}, headers=FETCH)
        for _ in range(51)
    ]
    assert [answer.status_code for answer in answers[-2:]] == [200, 409]
    assert "50" in answers[-1].get_json()["refused"]
