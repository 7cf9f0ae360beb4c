"""A spreadsheet of the petition office: every bad cell named, all or nothing, and twice is once."""

import io

import pytest
from sqlalchemy import text

from services.intake import clock
from shared.db import database
from shared.messaging.audit import audit
from shared.web.sheets import CONTENT_TYPE
from tests.integration.doors.matrix import somebody
from tests.integration.doors.visitor import fields_of
from tests.support.sheets import cells_of, rows_of
from tests.support.workbooks import a_csv, a_row, an_xlsx, in_lines, rows_numbered

API = "/intake/api/v1/imports"
PAGE = "/intake/imports"
SERIES = iter(range(1, 10_000))


@pytest.fixture
def clerk(town):
    return town.visitor("petition")


@pytest.fixture
def desk(town):
    """The same person at the pages."""
    return town.visitor().signed_in("petition")


def fresh(count, **changes):
    """Rows with letter numbers that no other test has."""
    batch = next(SERIES)
    rows = rows_numbered(count, **{name.replace("__", "."): value for name, value in changes.items()})
    return [{**row, "external_no": f"平信转〔2026〕{batch}-{n}号"} for n, row in enumerate(rows, 1)]


def an_upload(content, name="转来件.xlsx"):
    return {"data": {"file": (io.BytesIO(content), name)}, "content_type": "multipart/form-data"}


def handed_in(clerk, rows, *, preview=False, expected=202):
    content = rows if isinstance(rows, bytes) else an_xlsx(in_lines(rows))
    answer = clerk.post(f"{API}?preview={str(preview).lower()}", **an_upload(content))
    assert answer.status_code == expected, answer.text
    return answer.json["import_id"]


def worked_on(clerk, import_id):
    clock.work_on_imports()
    return clerk.get(f"{API}/{import_id}").json


def imported(clerk, rows):
    told = worked_on(clerk, handed_in(clerk, rows))
    assert told["state"] == "DONE", told
    return told


def matters(clerk, import_id):
    return clerk.get(f"{API}/{import_id}/matters").json["matters"]


def test_an_imported_matter_is_like_any_other(town, clerk):
    rows = fresh(2, reply_by="2030-03-01", place="广陈镇", claims__0__category="公共服务")
    told = imported(clerk, rows)
    assert (told["rows"], told["fit"], told["bad"]) == (2, 2, 0)
    listed = matters(clerk, told["import_id"])
    assert [one["external_no"] for one in listed] == [row["external_no"] for row in rows]
    assert [one["row"] for one in listed] == [2, 3]
    assert all(one["matter_no"].startswith("SZ-") for one in listed)
    town.deliver()

    matter = clerk.get(f"/intake/api/v1/matters/{listed[0]['matter_no']}").json
    assert (matter["channel"], matter["external_no"]) == ("FORWARDED", rows[0]["external_no"])
    assert (matter["reply_by"], matter["state"], matter["whose_turn"]) == ("2030-03-01", "AWAITING_SIGN", "guangchen")
    assert matter["clocks"]
    assert {"matter.registered", "referral.made", "clock.started"} <= {one["type"] for one in matter["timeline"]}
    notices = clerk.get(f"/notify/api/v1/notices?matter_no={listed[0]['matter_no']}").json["notices"]
    assert notices
    assert (
        town.visitor("guangchen")
        .get(f"/routing/api/v1/referrals?matter_no={listed[0]['matter_no']}")
        .json["referrals"]
    )


def test_what_acts_in_a_cell_or_in_the_name_of_a_file_is_a_mark(town, clerk, desk):
    rows = fresh(1, petitioner__name="林\x01\u202e某", narrative="被打\x00了\u2066", place="\u202d广陈镇")
    preview = an_upload(an_xlsx(in_lines(rows)), name="\u202e转来件.xlsx")
    import_id = clerk.post(f"{API}?preview=true", **preview).json["import_id"]
    clock.work_on_imports()
    page = desk.open(f"{PAGE}/{import_id}")
    assert "林␁⟨U+202E⟩某" in page.text
    assert "⟨U+202E⟩转来件.xlsx" in page.text
    assert not {"\x01", "\u202e", "\u2066"} & set(page.source)
    told = imported(clerk, fresh(1, petitioner__name="林\x01\u202e某", narrative="被打\x00了\u2066"))
    matter = clerk.get(f"/intake/api/v1/matters/{matters(clerk, told['import_id'])[0]['matter_no']}").json
    assert (matter["petitioner"]["name"], matter["narrative"]) == ("林␁⟨U+202E⟩某", "被打␀了⟨U+2066⟩")


def test_numbers_go_on_where_the_last_one_stopped(clerk):
    first = imported(clerk, fresh(3))
    second = imported(clerk, fresh(2))
    numbers = [int(m["matter_no"][-4:]) for one in (first, second) for m in matters(clerk, one["import_id"])]
    assert numbers == list(range(numbers[0], numbers[0] + 5))


def test_every_bad_cell_is_named_and_nothing_is_imported(town, clerk):
    rows = fresh(5)
    rows[1] |= {"petitioner.phone": "一三七", "claims.0.category": "欠薪"}
    rows[3] |= {"petitioner.name": None}
    rows[4] |= {"external_no": rows[0]["external_no"]}
    before = town.rows("intake")
    told = worked_on(clerk, handed_in(clerk, rows))
    assert (told["state"], told["bad"]) == ("BAD", 3)
    assert [(one["row"], one["column"], one["detail"]) for one in told["errors"]] == [
        (3, "电话", "电话号码不对，手机 11 位，固定电话带区号"),
        (3, "诉求1类别", "没有这个选项"),
        (5, "姓名", "请填写"),
        (6, "来文编号", "和第 2 行的来文编号重复"),
    ]
    assert "拖欠工资" in told["errors"][1]["allowed"]
    after = town.rows("intake")
    for table in ("matter", "petitioner", "claim", "outbox", "numbers", "imported_matter", "import_file"):
        assert after[table] == before[table], table


def test_what_no_single_row_can_know_is_found_before_anything_is_imported(clerk):
    rows = fresh(2)
    rows[0] |= {"group_size": 5, "representatives": "甲某、乙某、丙某、丁某、戊某、己某"}
    rows[1] |= {"kind": "检举控告类", "accused_party.unit": "没有的单位"}
    told = worked_on(clerk, handed_in(clerk, rows))
    assert {(one["row"], one["field"], one["code"]) for one in told["errors"]} == {
        (2, "representatives", "too_many"),
        (3, "accused_party.unit", "unknown_unit"),
    }


def test_a_row_of_six_who_did_not_come_themselves_stops_nobody(clerk):
    names = "甲某、乙某、丙某、丁某、戊某、己某"
    assert imported(clerk, fresh(2, group_size=6, representatives=names))["state"] == "DONE"


def test_a_mistyped_year_of_a_row_is_named(clerk):
    told = worked_on(clerk, handed_in(clerk, fresh(1, received_at="2006-11-20")))
    assert [(one["row"], one["column"], one["code"]) for one in told["errors"]] == [(2, "收到日期", "too_long_ago")]


def test_a_row_that_names_the_accused_of_a_report_as_the_unit_it_is_about_is_sent_to_the_right_column(town, clerk):
    rows = fresh(1)
    rows[0] |= {"kind": "检举控告类", "claims.0.category": "干部作风", "respondent": "caoqiao"}
    told = worked_on(clerk, handed_in(clerk, rows))
    assert [(one["row"], one["column"], one["code"]) for one in told["errors"]] == [
        (2, "被反映单位", "accused_instead")
    ]
    assert "被检举控告单位" in told["errors"][0]["detail"]


def test_the_same_file_twice_does_nothing_twice(town, clerk, desk):
    content = an_xlsx(in_lines(fresh(3)))
    first = imported(clerk, content)
    town.deliver()
    before = town.rows("intake")
    again = clerk.post(API, **an_upload(content))
    assert (again.status_code, again.json["repeated"]) == (200, True)
    assert again.json["import_id"] == first["import_id"]
    clock.work_on_imports()
    assert town.rows("intake") == before

    answer = desk.post(PAGE, data=desk.open(PAGE).form({"file": (io.BytesIO(content), "x.xlsx")}))
    assert answer.status_code == 303
    page = desk.open(answer.headers["Location"])
    assert "这份表格已经传过，没有再处理一遍" in page.text
    assert "已导入 3 件" in page.text


def test_a_preview_waits_for_the_button_and_the_button_works_once(town, clerk, desk):
    import_id = handed_in(clerk, fresh(3), preview=True)
    assert worked_on(clerk, import_id)["state"] == "READY"
    page = desk.open(f"{PAGE}/{import_id}")
    assert "导入 3 件" in page.text
    assert "林某" in page.text
    before = town.rows("intake")["matter"]
    for _ in range(2):
        assert desk.post(f"{PAGE}/{import_id}/confirmations", data=page.form({})).status_code == 303
    clock.work_on_imports()
    assert desk.post(f"{PAGE}/{import_id}/confirmations", data=page.form({})).status_code == 303
    clock.work_on_imports()
    assert town.rows("intake")["matter"] == before + 3
    assert "已导入 3 件" in desk.open(f"{PAGE}/{import_id}").text


def test_the_preview_marks_bad_cells_and_the_list_of_problems_says_the_same(clerk, desk):
    rows = fresh(2)
    rows[1] |= {"petitioner.phone": "=1+1", "respondent": "没有的所"}
    import_id = handed_in(clerk, rows, preview=True)
    worked_on(clerk, import_id)
    page = desk.open(f"{PAGE}/{import_id}")
    assert page.source.count('class="bad"') == 2
    assert "共 2 行，1 行需要改正，一件也没有导入" in page.text
    assert "曹桥" in page.text, "the units that may be named"

    sheet = desk.get(f"{PAGE}/{import_id}/problems.xlsx").data
    assert [(row["行"], row["栏目"], row["填写的内容"]) for row in rows_of(sheet)] == [
        ("3", "电话", "=1+1"),
        ("3", "被反映单位", "没有的所"),
    ]
    assert not [cell for cell in cells_of(sheet) if cell.find("{*}f") is not None], "nothing in it is a formula"


def test_what_is_not_confirmed_can_be_discarded_and_what_is_done_cannot(town, clerk):
    content = an_xlsx(in_lines(fresh(1)))
    import_id = handed_in(clerk, content, preview=True)
    worked_on(clerk, import_id)
    assert clerk.post(f"{API}/{import_id}/discards", json={}).json["state"] == "DISCARDED"
    clerk.refused(409, f"{API}/{import_id}/confirmations", json={})
    again = handed_in(clerk, content)
    assert again != import_id
    assert worked_on(clerk, again)["state"] == "DONE"
    clerk.refused(409, f"{API}/{again}/discards", json={})


def test_nothing_of_a_file_lies_open_and_nothing_of_it_stays(town, clerk):
    told = "只有这一份表格里才有的一句话"
    rows = fresh(1, narrative=told)
    import_id = handed_in(clerk, [rows[0] | {"petitioner.phone": "号码独一份"}], preview=True)
    worked_on(clerk, import_id)
    waiting = handed_in(clerk, rows, preview=True)
    assert told not in town.texts("intake")
    assert "号码独一份" not in town.texts("intake")
    worked_on(clerk, waiting)
    assert told not in town.texts("intake")
    for one in (import_id, waiting):
        clerk.post(f"{API}/{one}/discards", json={})
    assert kept(town) == (0, 0)

    imported(clerk, rows)
    assert kept(town) == (0, 0)


def kept(town):
    """Files and rows of files; those of other tests are discarded first."""
    with database("intake").reading() as session:
        waiting = "SELECT import_id FROM matter_import WHERE state NOT IN ('READY', 'BAD', 'CHECKING')"
        return tuple(
            session.scalar(text(f"SELECT count(*) FROM {table} WHERE import_id IN ({waiting})"))
            for table in ("import_file", "import_row")
        )


def test_what_nobody_imports_is_forgotten_after_a_day(town, clerk):
    import_id = handed_in(clerk, fresh(1), preview=True)
    worked_on(clerk, import_id)
    clock.forget_what_nobody_imported()
    assert clerk.get(f"{API}/{import_id}").json["state"] == "READY"
    with database("intake").transaction() as session:
        session.execute(text("UPDATE matter_import SET uploaded_at = '2026-01-01 00:00:00+00'"))
    clock.forget_what_nobody_imported()
    assert clerk.get(f"{API}/{import_id}").json["state"] == "DISCARDED"
    assert kept(town) == (0, 0)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "not-a-spreadsheet"),
        (b"PK\x05\x06" + b"\0" * 18, "not-a-spreadsheet"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "password-protected"),
        (b"," * 1_000_000, "too-many-columns"),
        (a_csv([["来文编号", "姓名"], ["1", "2"]]), "missing-headings"),
        (an_xlsx(in_lines([a_row()]), merge="A3:B3"), "merged-cells"),
        (b"", "invalid-fields"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_at_the_door(clerk, desk, content, kind):
    problem = clerk.refused(422, API, **an_upload(content))
    assert problem["type"].endswith(f":{kind}")
    page = desk.refused(422, PAGE, data=desk.open(PAGE).form({"file": (io.BytesIO(content), "x")}))
    assert page.said("file-error")


def test_a_file_of_more_than_sixteen_megabytes_is_refused(clerk):
    assert "16 MB" in clerk.refused(413, API, **an_upload(b"x" * (16 * 1024 * 1024 + 100_000)))["title"]
    assert "16 MB" in clerk.refused(413, API, data=b"x" * (16 * 1024 * 1024 + 1), content_type="text/csv")["title"]


def test_other_doors_take_no_more_than_before(clerk):
    clerk.refused(413, "/intake/api/v1/matters", data=b"x" * (1024 * 1024 + 1), content_type="application/json")
    clerk.refused(415, "/intake/api/v1/matters", **an_upload(b"x"))


def test_the_file_may_be_the_body_itself(clerk):
    content = an_xlsx(in_lines(fresh(1)))
    answer = clerk.post(API, data=content, content_type=CONTENT_TYPE)
    assert answer.status_code == 202
    answer = clerk.post(API, data=a_csv(in_lines(fresh(1))), content_type="text/csv; charset=utf-8")
    assert answer.status_code == 202
    clerk.refused(415, API, data=b"{}", content_type="application/json")
    clock.work_on_imports()


def test_an_idempotency_key_tells_one_file_from_another(clerk):
    first, second = (an_xlsx(in_lines(fresh(1))) for _ in range(2))
    key = {"headers": {"Idempotency-Key": f"import-{next(SERIES)}"}}
    one = clerk.post(API, **an_upload(first), **key)
    assert clerk.post(API, **an_upload(first), **key).json == one.json
    clerk.refused(422, API, **an_upload(second), **key)
    clock.work_on_imports()


@pytest.mark.parametrize("who", ["operator", "caoqiao", "aid", "leader", "ops", "admin"])
def test_only_the_petition_office_imports(town, who):
    town.visitor(who).refused(403, API, **an_upload(a_csv(in_lines([a_row()]))))
    for path in (PAGE, f"{PAGE}/template.xlsx", f"{PAGE}/template.csv"):
        assert town.visitor().signed_in(who).get(path).status_code == 403


def test_an_import_of_another_office_is_not_there(town, clerk):
    import_id = handed_in(clerk, fresh(1), preview=True)
    other = somebody(town, "petition_clerk", "bureau")
    for path in ("", "/errors", "/matters"):
        assert other.get(f"{API}/{import_id}{path}").status_code == 404
    other.refused(404, f"{API}/{import_id}/confirmations", json={})
    other.refused(404, f"{API}/{import_id}/discards", json={})


def test_the_templates_can_be_downloaded_in_both_languages(desk):
    for lang, heading in (("zh", "来文编号"), ("en", "Letter number")):
        assert heading in desk.get(f"{PAGE}/template.csv?lang={lang}").get_data().decode("utf-8-sig")
        first = next(cell for cell in cells_of(desk.get(f"{PAGE}/template.xlsx?lang={lang}").data))
        assert first is not None


def test_a_unit_that_closed_between_preview_and_button_stops_all_of_it(town, clerk):
    rows = fresh(2, respondent="caoqiao")
    import_id = handed_in(clerk, rows, preview=True)
    assert worked_on(clerk, import_id)["state"] == "READY"
    with database("intake").transaction() as session:
        session.execute(text("UPDATE known_unit SET active = false WHERE code = 'caoqiao'"))
    before = town.rows("intake")
    clerk.post(f"{API}/{import_id}/confirmations", json={})
    told = worked_on(clerk, import_id)
    with database("intake").transaction() as session:
        session.execute(text("UPDATE known_unit SET active = true WHERE code = 'caoqiao'"))
    assert (told["state"], told["bad"]) == ("BAD", 2)
    assert town.rows("intake")["matter"] == before["matter"]


def test_the_audit_finds_an_import_that_lost_a_matter(town, clerk):
    told = imported(clerk, fresh(2))
    town.deliver()
    assert not [finding for finding in audit() if "import" in str(finding)]
    with database("intake").transaction() as session:
        lost = {"number": 2, "one": told["import_id"].replace("-", "")}
        where = "number = :number AND replace(CAST(import_id AS text), '-', '') = :one"
        session.execute(text(f"DELETE FROM imported_matter WHERE {where}"), lost)
    assert [finding for finding in audit() if "import" in str(finding)]


def test_fields_complained_of_are_those_of_the_file(clerk):
    assert fields_of(clerk.refused(422, API, **an_upload(b""))) == {"file": "请填写"}
