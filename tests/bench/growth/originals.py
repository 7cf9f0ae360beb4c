"""The matters all others are cloned from: real messages through the doors, signed for and mostly answered by hand."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from shared.config import DEMO_PASSWORD
from shared.demo.client import Client
from shared.demo.fill import EXPLAINED, RELEASED, REMEDY
from tests.faults.cities import RealCity
from tests.faults.load import Load
from tests.faults.messages import all_rows

LEFT_OPEN = 20
DUE = """
SELECT clock_id FROM routing.clock WHERE state = 'running' AND next_rung_at < now() UNION ALL
SELECT clock_id FROM legalaid.clock WHERE state = 'running' AND next_rung_at < now()
"""
OFFICES = (
    "danghu", "zhongdai", "caoqiao", "zhapu", "xindai", "xincang", "guangchen", "lindai", "dushangang",
)  # fmt: skip
ANSWER = {
    "path": "PETITION",
    "outcome": "EXPLAIN",
    "facts": "经核实，情况属实，已当面说明。",
    "legal_basis": "《信访工作条例》第三十一条",
}


def enter(city: RealCity, matters: int) -> Load:
    """Register so many; one in twenty of those at an office stays open."""
    load = Load(city, all_rows()[:matters]).start()
    load.finish()
    city.wait_until_quiet(600)
    for office in OFFICES:
        client, second = signed_in(city, office), signed_in(city, f"{office}2")
        for number, referral in enumerate(list(waiting(client, office))):
            if number % LEFT_OPEN:
                answer(client, second, referral)
    city.wait_until(lambda tables: not tables.ids(DUE))
    city.wait_until_quiet(600)
    return load


def answer(client: Client, second: Client, referral: dict[str, Any]) -> None:
    path = f"/routing/api/v1/referrals/{referral['referral_id']}"
    client.post(f"{path}/signatures", {})
    answers = [{"claim_id": claim["claim_id"], **ANSWER} for claim in referral["claims"]]
    client.post(f"{path}/opinions", {"answers": answers, "remedy": REMEDY, "law_explained": EXPLAINED})
    second.post(f"{path}/opinion-checks", RELEASED)


def waiting(client: Client, office: str) -> Iterator[dict[str, Any]]:
    path = f"/routing/api/v1/referrals?unit={office}&state=AWAITING_SIGN"
    page = client.get(path)
    yield from page["referrals"]
    while page["next_cursor"]:
        page = client.get(f"{path}&cursor={quote(page['next_cursor'])}")
        yield from page["referrals"]


def signed_in(city: RealCity, username: str) -> Client:
    addresses = {name: program.address for name, program in city.programs.items()}
    return Client(addresses["console"], addresses).sign_in(username, DEMO_PASSWORD)
