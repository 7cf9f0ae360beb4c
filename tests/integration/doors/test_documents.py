"""Papers lie with an order, sealed: who handles it reads them, what lies there by mistake is struck out."""

import io

import pytest
from sqlalchemy import text

from services.routing.audit.documents import what_is_not_struck_out_has_its_content
from shared.db import database
from tests.integration.doors.test_assisting import asked
from tests.integration.doors.test_handing_on import broken, signed
from tests.integration.doors.test_looks_elsewhere import looks
from tests.integration.doors.test_objections import at, decided, forwarded, matter, objected
from tests.integration.doors.test_referrals import REFERRALS, reply

__all__ = ["forwarded", "signed"]

CONTENT = b"%PDF-1.7\n(the contract, fictional)"


def a_file(content=CONTENT, name="合同.pdf", title="劳动合同复印件"):
    return {"data": {"title": title, "file": (io.BytesIO(content), name)}, "content_type": "multipart/form-data"}


def attached(town, username, referral, **changes):
    answer = town.visitor(username).post(at(referral, "documents"), **a_file(**changes))
    assert answer.status_code == 201, answer.text
    town.deliver()
    return answer.json


def read(town, username, document):
    return town.visitor(username).get(f"/routing/api/v1/documents/{document['document_id']}")


def test_what_the_sender_puts_there_its_holder_reads_and_the_timeline_names(town, signed):
    document = attached(town, "petition", signed)
    answer = read(town, "caoqiao", document)
    assert (answer.status_code, answer.data, answer.mimetype) == (200, CONTENT, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    page = town.visitor().signed_in("caoqiao").open(f"/routing/referrals/{signed['referral_id']}")
    assert "劳动合同复印件" in page.text
    told = [entry for entry in matter(town, signed)["timeline"] if entry["type"] == "document.attached"]
    assert [entry["facts"]["title"] for entry in told] == ["劳动合同复印件"]
    assert broken() == set()


def test_it_lies_sealed_and_leaves_sealed(town, signed):
    attached(town, "petition", signed)
    with database("routing").reading() as session:
        stored = [bytes(sealed) for sealed in session.scalars(text("SELECT sealed FROM document_content"))]
        told = list(session.scalars(text("SELECT data FROM outbox WHERE type = 'document.attached'")))
    assert stored and not any(b"contract" in sealed for sealed in stored)
    assert told and not any("劳动合同" in data for data in told)


def test_who_has_nothing_to_do_with_it_neither_reads_nor_adds(town, signed):
    document = attached(town, "caoqiao", signed)
    for username in ("xindai", "aid"):
        town.visitor(username).refused(
            404 if username == "xindai" else 403, f"/routing/api/v1/documents/{document['document_id']}", "GET"
        )
    town.visitor("xindai").refused(404, at(signed, "documents"), **a_file())
    asked(town, signed)
    assert read(town, "zhapu", document).status_code == 200, "whoever assists reads what lies there"


@pytest.mark.parametrize("door", ["/routing/documents/", "/routing/api/v1/documents/"])
def test_who_opens_it_is_in_the_access_log_and_who_may_not_is_not(town, signed, door):
    document = attached(town, "petition", signed)
    address = f"{door}{document['document_id']}"
    town.visitor("xindai").refused(404, address, "GET")
    town.visitor().signed_in("caoqiao").open(f"/routing/referrals/{signed['referral_id']}")
    assert looks(town, signed["matter_no"]) == []
    assert town.visitor("caoqiao").get(address).data == CONTENT
    assert looks(town, signed["matter_no"]) == [("caoqiao", "caoqiao", "attached", None)]
    log = town.visitor("leader").get(f"/intake/looks?matter_no={signed['matter_no']}&door=attached").text
    assert "打开补充的材料</td>" in log


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"content": b"<script>alert(1)</script>"}, "file"),
        ({"name": "合同.html"}, "file"),
        ({"content": b""}, "file"),
        ({"content": b"%PDF-" + bytes(10 * 1024 * 1024)}, "file"),
        ({"title": ""}, "title"),
    ],
)
def test_what_cannot_be_a_paper_is_refused_by_its_field(town, signed, changes, field):
    problem = town.visitor("caoqiao").refused(422, at(signed, "documents"), **a_file(**changes))
    assert [wrong["field"] for wrong in problem["errors"]] == [field]


def test_the_same_file_twice_is_one_paper(town, signed):
    first, second = (attached(town, "caoqiao", signed) for _ in range(2))
    assert first["document_id"] == second["document_id"]
    told = [entry for entry in matter(town, signed)["timeline"] if entry["type"] == "document.attached"]
    assert len(told) == 1


def test_struck_out_its_content_is_gone_and_its_line_stays(town, signed):
    document, words = attached(town, "caoqiao", signed), {"words": "传错了一份。"}
    door = f"/routing/api/v1/documents/{document['document_id']}/strikes"
    town.visitor("petition").refused(403, door, json=words)
    answer = town.visitor("caoqiao").post(door, json=words)
    assert (answer.status_code, answer.json["struck_out"]["words"]) == (201, "传错了一份。")
    town.deliver()
    town.visitor("caoqiao").refused(409, door, json=words)
    town.visitor("caoqiao").refused(404, f"/routing/api/v1/documents/{document['document_id']}", "GET")
    page = town.visitor().signed_in("petition").open(f"/routing/referrals/{signed['referral_id']}")
    assert "传错了一份。" in page.text
    assert broken() == set()


def test_after_an_objection_the_next_unit_reads_what_lay_with_the_first_order(town, forwarded):
    document = attached(town, "petition", forwarded)
    objected(town, forwarded)
    decided(town, "petition", forwarded, unit="xindai")
    town.visitor("petition").refused(409, at(forwarded, "documents"), **a_file())
    assert read(town, "xindai", document).data == CONTENT


def test_what_is_done_again_takes_its_papers_along(town, signed):
    document = attached(town, "petition", signed)
    reply(town, signed)
    again = {"cause": "MISTAKEN", "words": "请查清再答复。"}
    assert town.visitor("petition").post(at(signed, "reopenings"), json=again).status_code == 201
    town.deliver()
    town.visitor("petition").refused(409, at(signed, "documents"), **a_file())
    found = town.visitor("caoqiao").get(f"{REFERRALS}?matter_no={signed['matter_no']}").json["referrals"]
    [now] = [one for one in found if one["state"] != "REOPENED"]
    listed = town.visitor("caoqiao").get(at(now, "documents")).json["documents"]
    assert [one["document_id"] for one in listed] == [document["document_id"]]


def test_from_the_page_a_clerk_adds_a_paper_and_strikes_it_out(town, signed):
    caoqiao, here = town.visitor().signed_in("caoqiao"), f"/routing/referrals/{signed['referral_id']}"
    filled = caoqiao.open(here).form({"title": "工资条照片", "file": (io.BytesIO(b"\xff\xd8\xff\xe0"), "1.jpg")})
    assert caoqiao.post(f"{here}/documents", data=filled).status_code == 303
    town.deliver()
    [document] = town.visitor("caoqiao").get(at(signed, "documents")).json["documents"]
    page = caoqiao.open(here)
    assert f"/routing/documents/{document['document_id']}" in page.source
    nothing = caoqiao.post(f"{here}/documents", data=page.form({"title": "无文件"}))
    assert (nothing.status_code, "请填写" in nothing.text) == (422, True)
    door = f"/routing/documents/{document['document_id']}/strikes"
    assert caoqiao.post(door, data=page.form({"words": "不是这件的。"})).status_code == 303


def test_the_audit_sees_a_paper_whose_content_went(town, signed):
    attached(town, "caoqiao", signed)
    with database("routing").transaction() as session:
        session.execute(text("DELETE FROM document_content"))
        assert list(what_is_not_struck_out_has_its_content(session, None))
        session.rollback()
