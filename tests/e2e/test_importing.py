"""The petition office hands in a spreadsheet with mistakes, mends it, imports it, and finds what it imported."""

from playwright.sync_api import expect

from tests.e2e.people import visit_until
from tests.support.city import name_of
from tests.support.workbooks import a_csv, an_xlsx, in_lines, rows_numbered

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def letters(series):
    return [
        {**row, "external_no": f"平信转〔2026〕{series}{n}号", "place": "广陈镇", "claims.0.category": "公共服务"}
        for n, row in enumerate(rows_numbered(3), 1)
    ]


def hand_in(page, name, content):
    page.goto("/intake/matters/new")
    page.get_by_role("link", name="用表格导入").click()
    page.get_by_label("表格").set_input_files({"name": name, "mimeType": XLSX, "buffer": content})
    page.get_by_role("button", name="上传并核对").click()
    page.wait_for_url("**/intake/imports/*-*")


def test_bad_cells_are_marked_then_mended_and_all_of_it_is_imported(liandong, people):
    petition, rows = people["petition"], letters(f"浏{len(liandong.folders)}-")
    wrong = [dict(row) for row in rows]
    wrong[1] |= {"petitioner.phone": "一三七", "claims.0.category": "修路"}

    hand_in(petition, "转来件.xlsx", an_xlsx(in_lines(wrong)))
    expect(petition.locator("main")).to_contain_text("3 行，1 行需要改正，一件也没有导入")
    bad = petition.locator("td.bad")
    expect(bad).to_have_count(2)
    expect(bad.nth(0)).to_contain_text("一三七")
    expect(bad.nth(0)).to_contain_text("手机 11 位")
    expect(bad.nth(1)).to_contain_text("公共服务")
    expect(petition.locator("tr", has=bad.nth(0)).get_by_role("rowheader")).to_have_text("3")

    petition.get_by_role("link", name="上传改好的表格").click()
    hand_in(petition, "转来件.csv", a_csv(in_lines(rows), "gb18030"))
    petition.get_by_role("button", name="导入 3 件").click()
    expect(petition.locator("main")).to_contain_text("已导入 3 件")
    numbers = petition.locator("tbody a.row").all_inner_texts()
    assert len(numbers) == 3
    assert all(number.startswith("SZ-") for number in numbers)

    petition.get_by_role("link", name="看这一批的办理情况").click()
    visit_until(petition, petition.url, name_of("guangchen"))
    for row in rows:
        expect(petition.locator("main")).to_contain_text(row["external_no"])
    petition.get_by_role("link", name=rows[0]["external_no"]).click()
    expect(petition.get_by_role("heading", level=1)).to_have_text(numbers[0])


def test_it_works_without_javascript_on_a_phone_too(liandong, people):
    petition = people.signed_in("petition", java_script_enabled=False, viewport={"width": 375, "height": 700})
    rows = letters(f"手{len(liandong.folders)}-")
    hand_in(petition, "x.xlsx", an_xlsx(in_lines(rows)))
    visit_until(petition, petition.url, "没有发现问题")
    assert petition.evaluate("document.documentElement.scrollWidth") <= 375
    petition.get_by_role("button", name="导入 3 件").click()
    visit_until(petition, petition.url, "已导入 3 件")


def test_the_same_file_again_says_so(liandong, people):
    petition, content = people["petition"], an_xlsx(in_lines(letters(f"再{len(liandong.folders)}-")))
    hand_in(petition, "x.xlsx", content)
    petition.get_by_role("button", name="导入 3 件").click()
    expect(petition.locator("main")).to_contain_text("已导入 3 件")
    hand_in(petition, "y.xlsx", content)
    expect(petition.locator("main")).to_contain_text("这份表格已经传过，没有再处理一遍")
