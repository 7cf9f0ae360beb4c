"""A report against a unit is invisible to its people at every door there is: the doors are asked of the services, so
that a new one is judged without a word here. Each answer must be the one they would get had it never been made."""

import re
from urllib.parse import quote, urlencode

import pytest

from shared.web.sheets import CONTENT_TYPE
from tests.integration.doors.matrix import a_body, addresses, doors, left_behind, of_nobody, somebody
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import Visitor
from tests.support.city import units
from tests.support.matters import a_claim, new_phone
from tests.support.sheets import rows_of

pytestmark = ON_ONE_DATABASE

ACCUSED = {  # and who took the report
    "caoqiao": "operator",
    "hotline": "operator",
    "legal_aid_centre": "operator",
    "petition_office": "petition",
    "bureau": "petition",
}
EACH = pytest.mark.parametrize(("accused", "taken_by"), ACCUSED.items(), ids=ACCUSED)
MOVING = re.compile(r'"[\w.\-]{20,}"|\b\d{4}-\d\d-\d\dT[\d:.+]+|"instance": "[^"]*"')
"""Tokens, keys of forms and moments, which differ each time a page is opened."""


def below(accused):
    """The accused unit, then those below it; of the townships below, one stands for all."""
    found = [code for code, unit in units().items() if unit["kind"] != "outside" and accused in chain(code)]
    townships = [code for code in found if units()[code]["kind"] == "justice_office"]
    return sorted((code for code in found if code not in townships[1:]), key=lambda code: code != accused)


def chain(code):
    return (code, *chain(units()[code]["superior"])) if units()[code].get("superior") else (code,)


def people(town, accused, door):
    """(unit, somebody of each role that this door is open to): of the accused, and of each unit below it."""
    for unit in below(accused):
        for role in sorted(door.roles or {"office_clerk"}):
            yield unit, somebody(town, role, unit)


def report(town, accused, taken_by):
    phone = new_phone()
    name, deed, wish = f"鲍某{phone[-6:]}", f"收受烟酒{phone}一事", f"请查处{phone}负责人"
    told = town.register(
        by=taken_by,
        kind="REPORT",
        petitioner={"name": name, "phone": phone},
        narrative=f"在{deed}上不清不楚。",
        claims=[a_claim(category="conduct", text=wish)],
        accused_party={"unit": accused, "person": "某负责人"},
    )
    return left_behind(town, told["matter_no"], phone, name, (deed, wish, told["query_code"]))


def knock(visitor, door, address, traces, query=None):
    """The answer at a door, and what was said there; a page's POST carries the token of a page."""
    if door.method == "GET":
        return visitor.get(f"{address}?{urlencode(query)}" if query else address)
    if door.is_json:
        return visitor.ask(door.method, address, json=a_body(door.body or {"type": "object"}, traces))
    token = Visitor(visitor.town)
    token.client = visitor.client
    form = {name: value for name in door.asks for value in traces.for_name(name)[:1]}
    return visitor.ask(door.method, address, data=token.open("/console/sign-in").form(form))


def text_of(answer):
    """What an answer says; of a spreadsheet, what stands in it."""
    is_sheet = answer.status_code == 200 and answer.mimetype == CONTENT_TYPE
    return str(rows_of(answer.data)) if is_sheet else answer.get_data(as_text=True)


def plain(answer, traces):
    """An answer without what moves by itself, and without what was asked."""
    said = MOVING.sub("", text_of(answer))
    for value in sorted(traces.values(), key=len, reverse=True):
        said = said.replace(value, "…").replace(quote(value), "…")
    return answer.status_code, said


def told_by(answer, asked, traces):
    """The traces in an answer that were not in the question."""
    said = text_of(answer) + str(answer.headers.get("Location", ""))
    return {value for value in traces.values() if value in said and value not in asked}


def readings(visitor, door, traces, searching=True):
    """(question, what was asked, answer) at a door that reads: each number in its path, each search of its query."""
    for number, address in enumerate(addresses(door, traces)):
        if door.takes:
            yield ("path", number), address, knock(visitor, door, address, traces)
            continue
        yield ("bare",), address, knock(visitor, door, address, traces)
        for name in door.asks if searching else ():
            for place, value in enumerate(traces.for_name(name)):
                asked = {name: value}
                yield (name, place), urlencode(asked) + value, knock(visitor, door, address, traces, asked)


def seen(town, accused, traces, wanted):
    """What each person under the accused gets at each door: {(person, door, question): answer}."""
    return {
        (number, str(door), question): (asked, answer)
        for door in wanted
        for number, (unit, visitor) in enumerate(people(town, accused, door))
        for question, asked, answer in readings(visitor, door, traces, searching=unit == accused)
    }


KEEPS_THE_QUESTIONS = {"GET /intake/looks"}
"""The questions themselves stand there and move it; that nothing of the report does is seen all the same."""


@EACH
def test_at_no_door_that_reads_does_anything_change_for_the_accused(town, accused, taken_by):
    reading = [door for door in doors(town) if door.method == "GET"]
    town.register(place="曹桥街道", claims=[a_claim(), a_claim(category="wages", text="工资")])
    nobody = of_nobody()
    before = {key: plain(answer, nobody) for key, (_, answer) in seen(town, accused, nobody, reading).items()}
    of_operations = {str(door) for door in reading if door.is_of_operations}

    traces = report(town, accused, taken_by)
    after = seen(town, accused, traces, reading)

    betrayed = {key: told_by(answer, asked, traces) for key, (asked, answer) in after.items()}
    assert not {key: found for key, found in betrayed.items() if found}
    changed = [
        key
        for key, (_, answer) in after.items()
        if key[1] not in of_operations | KEEPS_THE_QUESTIONS and plain(answer, traces) not in _alike(before, key)
    ]
    assert not changed, "these answers are not what they would be had the report never been made"


def _alike(before, key):
    """The answer to the same question before; for a number in the path, to any number that leads nowhere."""
    person, door, question = key
    if question[0] == "path":
        return {said for (p, d, q), said in before.items() if (p, d, q[0]) == (person, door, "path")}
    return {before[key]}


@EACH
def test_at_no_door_that_writes_is_the_report_known(town, accused, taken_by):
    writing = [door for door in doors(town) if door.method != "GET"]
    traces, nobody = report(town, accused, taken_by), of_nobody()
    wrong = []
    for door in writing:
        for _, visitor in people(town, accused, door):
            alike = {plain(knock(visitor, door, at, nobody), nobody) for at in addresses(door, nobody)}
            for address in addresses(door, traces):
                answer = knock(visitor, door, address, traces)
                if told_by(answer, address + str(a_body(door.body, traces)) + "".join(traces.values()[:3]), traces):
                    wrong.append((str(door), "tells", answer.status_code))
                if door.takes and plain(answer, traces) not in alike:
                    wrong.append((str(door), "knows", answer.status_code))
    assert not wrong


def test_the_same_questions_do_show_it_to_whoever_took_it(town):
    traces = report(town, "caoqiao", "operator")
    operator = town.visitor("operator")
    reading = [door for door in doors(town) if door.method == "GET" and "operator" in (door.roles or ())]
    shown = {
        str(door)
        for door in reading
        for _, asked, answer in readings(operator, door, traces)
        if answer.status_code == 200 and told_by(answer, asked, traces)
    }
    assert shown >= {
        "GET /intake/api/v1/matters",
        "GET /intake/api/v1/matters/<matter_no>",
        "GET /intake/api/v1/callers",
        "GET /intake/matters",
        "GET /intake/matters/<matter_no>",
        "GET /routing/sent",
        "GET /routing/api/v1/referrals/<uuid:referral_id>",
        "GET /notify/api/v1/notices",
        "GET /notify/notices/<uuid:notice_id>",
    }


def test_every_door_of_every_service_is_in_the_matrix(town):
    found = {(door.service, door.method, door.rule) for door in doors(town)}
    there = {
        (service, method, rule.rule)
        for service, app in town.apps.items()
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if "/static/" not in rule.rule and not rule.rule.endswith("openapi.json")
    }
    assert found == there
    described = [door for door in doors(town) if door.is_json and door.method == "POST"]
    assert all(door.body is not None for door in described), "a door without a described body is knocked at blindly"
