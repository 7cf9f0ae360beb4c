"""Every page there is: who opens it, and at which address of the running demo."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.filled import Filled

SERVICES = Path(__file__).parents[2] / "services"
ROUTE = re.compile(r'@pages\.get\("([^"]+)"\)')


@dataclass(frozen=True)
class PageOf:
    """`who` is a user name, "the office" for that of `Filled.office`, "its head", or nobody."""

    name: str
    who: str | None
    path: str | Callable[[Filled], str]
    fills: Callable[[Filled], dict[str, str]] = lambda filled: {}
    presses: str | None = None

    def address(self, filled: Filled) -> str:
        return self.path if isinstance(self.path, str) else self.path(filled)


OFFICE = "the office"
SECOND = "its head"
REPORT = "REPORT"
DRAFT = {"petitioner.phone": "13700000000", "petitioner.name": "Ge", "narrative": "The wall fell."}
SHOWS = "main form.filters button"
SAVES_DRAFT = 'main form [formaction="/intake/drafts"]'
BY = "form[action$="
PAGES = (
    PageOf("front", None, "/"),
    PageOf("sign-in", None, "/console/sign-in"),
    PageOf("sign-in refused", None, "/console/sign-in", presses="main form button"),
    PageOf("progress", None, "/progress"),
    PageOf("progress refused", None, "/progress", presses="main form button"),
    PageOf("progress found", None, "/progress", lambda filled: filled.code(), presses="main form button"),
    PageOf("progress of a report", None, "/progress", lambda filled: filled.code(REPORT), presses="main form button"),
    PageOf("not found", None, "/console/nowhere"),
    PageOf("call form", "operator", "/intake/matters/new"),
    PageOf("call form refused", "operator", "/intake/matters/new", presses="main form .acts .primary"),
    *(PageOf(f"call form {each}", "operator", f"/intake/matters/new?channel={each}") for each in ("VISIT", "LETTER")),
    PageOf("call form of a leader's note", "operator", "/intake/matters/new?channel=LEADER_NOTE&kind=REPORT"),
    PageOf("draft kept", "operator", "/intake/matters/new", lambda filled: DRAFT, presses=SAVES_DRAFT),
    PageOf("drafts", "operator", "/intake/drafts"),
    PageOf("drafts, none", "petition", "/intake/drafts"),
    PageOf("matters", "operator", "/intake/matters"),
    PageOf("matters filtered", "operator", "/intake/matters?q=13800000001&channel=PHONE&state=STEERED"),
    PageOf(
        "matters of a unit and some days",
        "operator",
        "/intake/matters?unit=caoqiao&since=2026-01-01&until=2026-12-31",
    ),
    PageOf("matters by words", "operator", "/intake/matters?q=wages unpaid"),
    PageOf("matters, none", "operator", "/intake/matters?q=13000000000"),
    PageOf("matter", "operator", lambda filled: filled.matter),
    PageOf("matter with personal data", "operator", lambda filled: filled.matter, presses=SHOWS),
    PageOf("slip", "operator", lambda f: f.matter, lambda f: {"check": "facts"}, presses=f"{BY}slips] button"),
    PageOf("matter with contacts", "operator", lambda filled: filled.open_matter),
    PageOf("matter with others like it", "operator", lambda filled: filled.repeated),
    PageOf(
        "not said why not the same",
        "operator",
        lambda filled: filled.repeated,
        presses="#related form button[value=DIFFERENT]",
    ),
    PageOf("consultation", "operator", lambda filled: filled.consultation),
    PageOf("consultations", "operator", "/intake/consultations"),
    PageOf("consultations, none", "operator", "/intake/consultations?until=2020-01-01&since=2019-01-01"),
    PageOf("looks", "leader", "/intake/looks"),
    PageOf("looks, none", "leader", "/intake/looks?until=2020-01-01&since=2019-01-01"),
    PageOf("call form of a consultation", "operator", "/intake/matters/new?kind=CONSULT"),
    PageOf("contact", "operator", lambda filled: f"{filled.open_matter}/contacts/new"),
    PageOf("withdrawal", "operator", lambda filled: f"{filled.open_matter}/withdrawals/new"),
    PageOf(
        "contact refused",
        "operator",
        lambda filled: f"{filled.open_matter}/contacts/new",
        presses="main form .acts .primary",
    ),
    PageOf("matter corrected", "operator", lambda filled: filled.corrected),
    PageOf("correction", "operator", lambda filled: f"{filled.open_matter}/corrections/new"),
    PageOf("correction of a claim", "operator", lambda filled: filled.claim_to_correct),
    PageOf(
        "correction refused",
        "operator",
        lambda filled: f"{filled.open_matter}/corrections/new",
        presses="main form .acts .primary",
    ),
    PageOf("split", "operator", lambda filled: f"{filled.of_two}/splits/new"),
    PageOf(
        "split refused",
        "operator",
        lambda filled: f"{filled.of_two}/splits/new",
        presses="main form .acts .primary",
    ),
    PageOf("matter that was split", "operator", lambda filled: filled.split[0]),
    PageOf("matter that was split off", "operator", lambda filled: filled.split[1]),
    PageOf("order that was split off", "operator", lambda filled: filled.order_of(filled.split[1])),
    PageOf("matter withdrawn in part", "operator", lambda filled: filled.withdrawn),
    PageOf("withdrawal", "operator", lambda filled: f"{filled.open_matter}/withdrawals/new"),
    PageOf(
        "withdrawal refused",
        "operator",
        lambda filled: f"{filled.open_matter}/withdrawals/new",
        presses="main form .acts .primary",
    ),
    PageOf("sent", "operator", "/routing/sent"),
    PageOf("sent filtered, none", "operator", "/routing/sent?unit=court&late=true&pressed=true"),
    PageOf("sent by another", "leader", "/routing/sent?sender=petition_office"),
    PageOf("return visits", "operator", "/routing/return-visits"),
    PageOf("return visit", "operator", lambda filled: filled.to_visit),
    PageOf(
        "return visit refused",
        "operator",
        lambda filled: filled.to_visit,
        presses=f"{BY}return-visits] .acts button",
    ),
    PageOf(
        "doing it again",
        "operator",
        lambda filled: filled.to_visit,
        presses=f"details:has({BY}reopenings]) > summary",
    ),
    PageOf(
        "asking for review",
        "operator",
        lambda filled: filled.to_review,
        presses=f"details:has({BY}review-requests]) > summary",
    ),
    PageOf("review under way", "leader", lambda filled: filled.under_review),
    PageOf("review decided", "leader", lambda filled: filled.reviewed["review"]),
    PageOf("what was reviewed", "operator", lambda filled: filled.reviewed["reply"]),
    PageOf("re-review with a hearing", "petition", lambda filled: filled.reviewed["rereview"]),
    PageOf(
        "end of a hearing refused",
        "petition",
        lambda filled: filled.reviewed["rereview"],
        presses=f"{BY}hearing-ends] .acts button",
    ),
    PageOf("opinion of a review", "leader", lambda filled: f"{filled.reviewed['review']}/opinion"),
    PageOf("done again", "operator", lambda filled: filled.done_again(-1)),
    PageOf("orders of a matter", "leader", lambda filled: filled.orders),
    PageOf("orders of a matter, none seen", OFFICE, "/routing/matters/LD-20200101-0001"),
    PageOf("the order that does it again", "operator", lambda filled: filled.done_again(0)),
    PageOf("notices", "operator", "/notify/notices"),
    PageOf("notice", "operator", lambda filled: filled.paper),
    PageOf("forward form", "petition", "/intake/matters/new"),
    PageOf("imports", "petition", "/intake/imports"),
    PageOf("import of nothing", "petition", "/intake/imports", presses="main form .primary"),
    PageOf("import with bad cells", "petition", lambda filled: filled.import_of("bad", "BAD")),
    PageOf("import to look at", "petition", lambda filled: filled.import_of("good", "READY")),
    PageOf("imported", "petition", lambda filled: filled.import_of("done", "DONE")),
    PageOf("forwarded", "petition", "/intake/forwarded"),
    PageOf("forwarded, answered", "petition", "/intake/forwarded?standing=answered&channel=FORWARDED"),
    PageOf("forwarded, none", "petition", "/intake/forwarded?unit=court&until=2020-01-01"),
    PageOf("sent by the petition office", "petition", "/routing/sent"),
    PageOf("return visits, none", "petition", "/routing/return-visits"),
    PageOf("triage", "petition", "/routing/triage"),
    PageOf("triage", "leader", "/routing/triage"),
    PageOf("decision", "leader", lambda filled: filled.decision),
    PageOf("decision of what is barred", "leader", lambda filled: filled.barred),
    PageOf("non-acceptance refused", "leader", lambda filled: filled.barred, presses=f"{BY}non-acceptances] button"),
    PageOf("decision refused", "leader", lambda filled: filled.decision, presses=f"{BY}decisions] .acts button"),
    PageOf("rules", "leader", "/routing/rules"),
    PageOf("rules refused", "leader", "/routing/rules", presses="aside button"),
    PageOf("matters", "leader", "/intake/matters"),
    PageOf("desk", OFFICE, "/routing/referrals"),
    PageOf("desk answered", OFFICE, "/routing/referrals?tab=answered"),
    PageOf("desk mine", OFFICE, "/routing/referrals?tab=mine"),
    PageOf("desk late, nothing matches", OFFICE, "/routing/referrals?tab=late&due=week&kind=STEER"),
    PageOf("ledger", OFFICE, "/routing/ledger"),
    PageOf("ledger filtered", OFFICE, "/routing/ledger?state=ANSWERED&since=2026-01-01"),
    PageOf("ledger, none", OFFICE, "/routing/ledger?until=2020-01-01"),
    PageOf("signing", OFFICE, lambda filled: filled.ticked("/routing/signatures/new", "AWAITING_SIGN")),
    PageOf("signed", OFFICE, lambda filled: filled.ticked("/routing/signatures", "IN_PROGRESS")),
    PageOf("referral to sign", OFFICE, lambda filled: filled.referral("AWAITING_SIGN")),
    PageOf("referral to answer", OFFICE, lambda filled: filled.referral("IN_PROGRESS")),
    PageOf(
        "answer refused", OFFICE, lambda filled: filled.referral("IN_PROGRESS"), presses=f"{BY}opinions] .acts button"
    ),
    PageOf(
        "objection refused",
        OFFICE,
        lambda filled: filled.referral("IN_PROGRESS"),
        presses=f"{BY}objections] .acts button",
    ),
    PageOf("desk assisting", OFFICE, "/routing/referrals?tab=assisting"),
    *(
        PageOf(
            act, OFFICE, lambda filled: filled.referral("IN_PROGRESS"), presses=f"details:has({BY}{act}]) > summary"
        )
        for act in ("reassignments", "assistants", "mediations", "steerings")
    ),
    PageOf("supervised", OFFICE, lambda filled: filled.supervised),
    PageOf("answer to it refused", OFFICE, lambda filled: filled.supervised, presses=f"{BY}answers] .acts button"),
    PageOf("chasing", "leader", lambda filled: filled.supervised, presses=f"details:has({BY}chases]) > summary"),
    PageOf(
        "supervising", "leader", lambda filled: filled.supervised, presses=f"details:has({BY}supervisions]) > summary"
    ),
    PageOf("reply to check", SECOND, lambda filled: filled.referral("AWAITING_REVIEW")),
    PageOf(
        "check refused",
        SECOND,
        lambda filled: filled.referral("AWAITING_REVIEW"),
        presses=f"{BY}opinion-checks] .acts button",
    ),
    PageOf("reply sent to be checked", OFFICE, lambda filled: filled.referral("AWAITING_REVIEW")),
    PageOf("referral answered", OFFICE, lambda filled: filled.referral("ANSWERED")),
    PageOf("referral with personal data", OFFICE, lambda filled: filled.referral("ANSWERED"), presses=SHOWS),
    PageOf(
        "service refused", OFFICE, lambda filled: filled.referral("ANSWERED"), presses=f"{BY}services] .acts button"
    ),
    PageOf(
        "proof struck out",
        "zhongdai",
        lambda filled: filled.served_again,
        presses=f"details:has({BY}strikes]) > summary",
    ),
    PageOf("desk finishing", OFFICE, "/routing/referrals?tab=finishing"),
    PageOf("opinion", OFFICE, lambda filled: f"{filled.referral('ANSWERED')}/opinion"),
    PageOf("warnings", "leader", "/routing/warnings"),
    PageOf("inbox", "aid", "/legalaid/inbox"),
    PageOf("application", "aid", lambda filled: filled.application),
    PageOf("application withdrawn", "aid", lambda filled: filled.withdrawn_application),
    PageOf(
        "application, not wanted",
        "aid",
        lambda filled: filled.application,
        presses=f"details:has({BY}withdrawals]) > summary",
    ),
    PageOf("application with personal data", "aid", lambda filled: filled.application, presses=SHOWS),
    PageOf("monitor", "ops", "/console/monitor"),
    PageOf("dead letters", "ops", "/console/dead-letters"),
    PageOf("redrive", "ops", "/console/redrives/new"),
    PageOf("forbidden", "ops", "/intake/matters"),
    PageOf("staff", "admin", "/console/staff"),
    PageOf("member of staff", "admin", "/console/staff/caoqiao"),
    PageOf("member of staff refused", "admin", "/console/staff/caoqiao", presses=f"{BY}departures] button"),
    PageOf("units", "admin", "/console/units"),
    PageOf("unit", "admin", "/console/units/caoqiao"),
    PageOf("unit refused", "admin", "/console/units/caoqiao", presses=f"{BY}closings] button"),
)
PARTS_OF_PAGES = {
    "/routing/ledger.xlsx",
    "/routing/documents/<uuid:document_id>",
    "/intake/matters/<matter_no>/timeline",
    "/intake/imports/<uuid:import_id>/progress",
    "/intake/imports/<uuid:import_id>/problems.xlsx",
    "/intake/imports/template.xlsx",
    "/intake/imports/template.csv",
    "/intake/forwarded.xlsx",
    "/routing/referrals/rows",
    "/legalaid/inbox/rows",
    "/console/monitor/queues",
}


def routes() -> set[str]:
    """The address of every page, as the services declare them."""
    files = (*SERVICES.glob("*/*_pages.py"), *SERVICES.glob("*/pages/*.py"))
    return {route for file in files for route in ROUTE.findall(file.read_text("utf-8"))}
