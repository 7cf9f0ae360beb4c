"""A letter that the petition office registered once is not registered again, whichever spreadsheet it stands in."""

from tests.integration.doors.test_imports import clerk, fresh, handed_in, imported, matters, worked_on
from tests.support.workbooks import a_csv, in_lines

__all__ = ["clerk"]


def test_the_same_letters_in_another_file_are_not_registered_again(town, clerk):
    rows = fresh(3)
    imported(clerk, rows)
    more = fresh(1)
    before = town.rows("intake")["matter"]
    told = worked_on(clerk, handed_in(clerk, a_csv(in_lines([*rows, *more]), "gbk")))
    assert (told["state"], told["fit"], told["registered_before"]) == ("DONE", 1, 3)
    assert town.rows("intake")["matter"] == before + 1

    told = worked_on(clerk, handed_in(clerk, [*rows[::-1], *more]))
    assert (told["state"], told["fit"], told["registered_before"]) == ("DONE", 0, 4)


def test_a_letter_that_was_registered_by_hand_counts_too(town, clerk):
    [row] = fresh(1)
    changes = {"channel": "FORWARDED", "external_no": row["external_no"], "narrative": row["narrative"]}
    town.register(by="petition", petitioner={"name": row["petitioner.name"]}, **changes)
    told = worked_on(clerk, handed_in(clerk, [row]))
    assert (told["fit"], told["registered_before"]) == (0, 1)


def test_a_letter_that_was_corrected_since_is_known_as_it_was_and_as_it_is(clerk):
    [row] = fresh(1, narrative="第一，工资没有发。\n第二，工伤没有赔。")
    [told] = matters(clerk, imported(clerk, [row])["import_id"])
    right = {"name": "凌某", "narrative": "第一，工资没有发。", "reason": "扫描件看错了。"}
    door = f"/intake/api/v1/matters/{told['matter_no']}/corrections"
    assert clerk.post(door, json=right).status_code == 201
    for one in (row, row | {"petitioner.name": right["name"], "narrative": right["narrative"]}):
        again = worked_on(clerk, handed_in(clerk, a_csv(in_lines([one, *fresh(1)]))))
        assert (again["state"], again["fit"], again["registered_before"]) == ("DONE", 1, 1)


def test_the_same_number_with_another_story_is_a_mistake(clerk):
    rows = fresh(1)
    imported(clerk, rows)
    told = worked_on(clerk, handed_in(clerk, [rows[0] | {"narrative": "另一件事"}]))
    assert told["errors"][0]["detail"] == "这个来文编号已经登记过另一件，姓名或者内容不同，请核对"
