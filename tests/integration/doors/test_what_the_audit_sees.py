"""Every invariant of every service is broken once by hand: the one that watches over it must say so."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import text

from services.intake.clock import work_on_imports
from shared.db import database, utc_now
from shared.messaging import services
from shared.web.page import HERE
from tests.integration.doors.clocks import EVERY_YEAR, KEEPERS, after, clocks, look
from tests.integration.doors.test_objections import decided, objected
from tests.integration.doors.test_referrals import RELEASED, answers, at, reply
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.support.matters import a_claim
from tests.support.workbooks import a_csv, in_lines, rows_numbered

pytestmark = ON_ONE_DATABASE

A_WHILE = timedelta(minutes=30)
FORM = "multipart/form-data"
FORGET_WHAT_WAS_HEARD = "DELETE FROM settlement WHERE type = '{}'"
FORGET_WHAT_WAS_SAID = "DELETE FROM outbox WHERE type = '{}'"
ENDED_DRAFT = (
    "INSERT INTO draft (draft_id, owner, saved_at, revision, content, ended_at, matter_no) VALUES "
    "('0123456789abcdef0123456789abcdef', 'operator', '2026-01-01T00:00:00', 1, 'x', '2026-01-01T00:00:00', {})"
)

ON_POSTGRESQL = {"every_matter_can_be_found_by_its_words"}
"""SQLite has nothing that it could miss: test_finding.py breaks it."""

OF_CLOCKS = {
    "every_clock_was_announced": FORGET_WHAT_WAS_SAID.format("clock.started"),
    "every_chase_was_sent": FORGET_WHAT_WAS_SAID.format("clock.breached"),
    "every_event_about_a_clock_has_its_chase": "DELETE FROM climbed",
    "nobody_is_chased_late": "UPDATE clock SET next_rung_at = '2020-01-01T00:00:00' WHERE state = 'running'; "
    "UPDATE outbox SET created_at = '2020-01-01T00:00:00'",
    "every_running_clock_has_an_end": "UPDATE clock SET due_on = NULL WHERE state = 'running'",
}
OF_THE_DIRECTORY = {
    "every_unit_told_of_is_known": "DELETE FROM known_unit WHERE code = 'caoqiao'",
    "every_member_of_staff_told_of_is_known": "DELETE FROM known_staff WHERE username = 'caoqiao'",
}
BROKEN = {
    "console": {**OF_THE_DIRECTORY, "every_death_told_of_is_listed": "DELETE FROM dead_letter"},
    "intake": {
        **OF_THE_DIRECTORY,
        "every_answer_on_the_spot_is_kept_and_closed_its_matter": "DELETE FROM consultation",
        "every_holder_is_remembered": "DELETE FROM held_claim",
        "every_matter_has_its_contacts": "DELETE FROM contact WHERE number = 1",
        "every_further_contact_was_announced_once": FORGET_WHAT_WAS_SAID.format("matter.contacted"),
        "every_correction_was_announced_once": FORGET_WHAT_WAS_SAID.format("matter.corrected"),
        "every_correction_keeps_what_was_there": "DELETE FROM corrected_value",
        "every_withdrawal_was_announced_once": FORGET_WHAT_WAS_SAID.format("withdrawal.recorded"),
        "every_withdrawn_claim_is_in_nobodys_hands": "DELETE FROM withdrawn_claim",
        "every_split_was_asked_for_once": FORGET_WHAT_WAS_SAID.format("split.asked"),
        "every_split_has_its_matter": "UPDATE split SET outcome = NULL",
        "every_claim_that_was_split_off_has_left": "UPDATE claim SET matter_no = (SELECT matter_no FROM split) "
        "WHERE claim_id IN (SELECT claim_id FROM split_claim)",
        "every_joining_was_told_of_both": FORGET_WHAT_WAS_SAID.format("matter.joined"),
        "whatever_waits_to_be_compared_is_there": "INSERT INTO matter_to_compare (matter_no) "
        "VALUES ('LD-20200101-0001')",
        "every_number_is_written_like_all_others": "UPDATE petitioner SET phone_form = NULL",
        "every_rating_is_counted": "UPDATE rating SET number = 2",
        "every_rating_was_announced_once": FORGET_WHAT_WAS_SAID.format("followup.rated"),
        "every_clock_told_of_is_kept": "DELETE FROM matter_clock",
        "every_announcement_has_its_matter": "DELETE FROM matter WHERE state = 'ANSWERED'",
        "every_matter_has_claims": "DELETE FROM claim WHERE state = 'ANSWERED'",
        "every_claim_followed_its_events": "UPDATE claim SET sequence = -1",
        "every_claim_is_found_by_whoever_has_it": "UPDATE claim SET held_apart = 'zhapu'",
        "every_matter_was_announced_once": "DELETE FROM outbox WHERE position = 1",
        "every_handled_event_is_on_the_timeline": "DELETE FROM timeline WHERE type = 'referral.made'",
        "every_timeline_entry_has_its_event": FORGET_WHAT_WAS_HEARD.format("referral.made"),
        "nothing_is_kept_of_a_draft_that_has_ended": ENDED_DRAFT.format("NULL"),
        "every_registered_draft_has_its_matter": ENDED_DRAFT.format("'LD-20200101-0001'"),
        "every_import_has_its_matters": "DELETE FROM imported_matter WHERE number = 2",
        "nothing_is_kept_of_an_import_that_has_ended": "INSERT INTO import_file (import_id, content) "
        "SELECT import_id, 'x' FROM matter_import",
    },
    "routing": {
        **OF_THE_DIRECTORY,
        **OF_CLOCKS,
        "every_correction_heard_was_followed": "UPDATE routed_matter SET corrections = 0 WHERE corrections > 0",
        "every_split_was_announced": FORGET_WHAT_WAS_SAID.format("claim.split"),
        "no_split_gives_fresh_time": "UPDATE clock SET started_at = '2099-01-01T00:00:00' WHERE subject_id IN "
        "(SELECT referral_id FROM referral WHERE split_from IS NOT NULL)",
        "every_order_holds_claims_of_its_own_matter": "UPDATE routed_claim SET matter_no = "
        "(SELECT split_from FROM routed_matter WHERE split_from IS NOT NULL) WHERE matter_no IN "
        "(SELECT matter_no FROM routed_matter WHERE split_from IS NOT NULL)",
        "every_withdrawn_claim_was_announced": FORGET_WHAT_WAS_SAID.format("claim.withdrawn"),
        "an_order_ends_with_its_last_claim": "UPDATE decided_claim SET withdrawn_at = '2026-01-01T00:00:00'",
        "every_change_of_hands_was_announced": FORGET_WHAT_WAS_SAID.format("handler.reassigned"),
        "every_assistance_was_announced": FORGET_WHAT_WAS_SAID.format("assistance.asked"),
        "every_assisting_unit_has_its_clock": "DELETE FROM clock WHERE rule = 'assist'",
        "nobody_assists_with_what_is_over": "UPDATE referral SET turn = NULL WHERE turn IS NOT NULL",
        "every_request_for_more_time_was_announced": FORGET_WHAT_WAS_SAID.format("extension.asked"),
        "every_extension_stands_with_its_clock": "UPDATE clock SET record = NULL WHERE record IS NOT NULL",
        "nobody_is_supervised_twice_for_one_cause_by_itself": 'UPDATE urging_order SET "by" = NULL, '
        "kind = 'SUPERVISE', cause = 'LATE', ended_at = '2026-01-01T00:00:00'",
        "every_mediation_was_announced": FORGET_WHAT_WAS_SAID.format("mediation.started"),
        "nobody_mediates_about_what_is_over": "UPDATE mediation SET ended_at = NULL, referral_id = "
        "(SELECT referral_id FROM referral WHERE state = 'ANSWERED' LIMIT 1)",
        "every_agreement_has_its_thirty_days": "DELETE FROM clock WHERE rule = 'judicial_confirmation_asked'",
        "every_order_led_away_was_announced": FORGET_WHAT_WAS_SAID.format("referral.steered_away"),
        "every_reply_was_checked_by_another_person": "UPDATE reply SET checked_by = 'caoqiao'",
        "every_supported_claim_has_its_task": "DELETE FROM execution_task",
        "nothing_is_overturned_but_by_a_review": "UPDATE execution_task SET overturned_at = '2026-01-01T00:00:00'",
        "what_is_left_to_do_is_on_the_desk": "UPDATE referral SET to_finish_since = NULL WHERE state = 'ANSWERED'",
        "nothing_is_final_before_its_time": "UPDATE referral SET state = 'FINALISED' WHERE state = 'ANSWERED'",
        "what_lapsed_without_review_says_so": "UPDATE referral SET review_lapsed_at = '2026-01-01T00:00:00' "
        "WHERE state = 'ANSWERED'",
        "every_service_was_announced": FORGET_WHAT_WAS_SAID.format("reply.served"),
        "every_proof_struck_out_was_announced": FORGET_WHAT_WAS_SAID.format("reply.service_struck_out"),
        "time_for_review_runs_from_a_proof_that_stands": "UPDATE proof_of_service SET struck_out_at = "
        "'2026-01-01T00:00:00'",
        "whoever_was_served_has_the_time_to_ask_for_review": "DELETE FROM clock WHERE rule = 'ask_review'",
        "what_is_left_to_do_has_its_clock": "DELETE FROM clock WHERE rule = 'serve_reply'",
        "every_return_visit_was_announced": FORGET_WHAT_WAS_SAID.format("followup.recorded"),
        "every_reopening_was_announced": FORGET_WHAT_WAS_SAID.format("referral.reopened"),
        "every_return_visit_owed_has_its_clock": "DELETE FROM clock WHERE rule = 'return_visit'",
        "every_review_was_announced": FORGET_WHAT_WAS_SAID.format("review.requested"),
        "every_review_is_linked": "UPDATE review SET level = 'REVIEW' WHERE level = 'REREVIEW'",
        "what_is_reviewed_says_so": "DELETE FROM review",
        "every_review_was_asked_for_in_time": "UPDATE review SET asked_on = '2099-01-01'",
        "nothing_is_left_of_what_was_revoked": "UPDATE referral SET state = 'REVOKED' WHERE kind = 'REREVIEW'",
        "every_open_review_has_its_clock": "DELETE FROM clock WHERE rule = 'answer_rereview'",
        "every_hearing_was_announced": FORGET_WHAT_WAS_SAID.format("hearing.opened"),
        "time_stands_still_while_a_hearing_goes_on": "UPDATE hearing SET closed_at = '2026-01-01T00:00:00'",
        "every_document_was_announced": FORGET_WHAT_WAS_SAID.format("document.attached"),
        "what_is_not_struck_out_has_its_content": "DELETE FROM document_content",
        "every_report_was_announced": FORGET_WHAT_WAS_SAID.format("completion.reported"),
        "every_report_that_waits_has_its_clock": "DELETE FROM clock WHERE rule = 'decide_report'",
        "every_check_ends": "UPDATE reply_check SET decided_at = NULL",
        "every_check_was_announced": FORGET_WHAT_WAS_SAID.format("reply.sent_for_check"),
        "every_acceptance_was_announced": FORGET_WHAT_WAS_SAID.format("matter.accepted"),
        "every_way_accepted_has_its_clock": "DELETE FROM clock WHERE rule = 'opinion_31_6'",
        "every_acceptance_names_the_way_of_each_claim": "UPDATE claim_way SET path = 'LITIGATION'",
        "every_way_is_told_once": "UPDATE answer SET path = 'PETITION' WHERE referral_id IN "
        "(SELECT referral_id FROM acceptance)",
        "what_parted_is_over_and_of_the_same_matter": "DELETE FROM steered_away WHERE referral_id IN "
        "(SELECT referral_id FROM referral WHERE parted_from IS NOT NULL)",
        "every_turn_is_that_of_its_state": "UPDATE referral SET turn = NULL WHERE state = 'AWAITING_SIGN'",
        "every_referral_shows_what_is_due_first": "UPDATE referral SET due_on = '2020-01-01'",
        "every_open_referral_has_its_clock": "DELETE FROM clock WHERE rule = 'receiver_tells'",
        "every_matter_that_waits_has_its_clock": "DELETE FROM clock WHERE rule = 'decide_by_hand'",
        "no_clock_runs_after_the_answer": "UPDATE clock SET state = 'running' WHERE kind = 'duty'",
        "every_matter_has_all_its_claims": "DELETE FROM routed_claim WHERE triage_holder IS NOT NULL",
        "every_referral_of_a_claim_exists": "DELETE FROM referral WHERE state = 'ANSWERED'",
        "every_act_has_its_row": "DELETE FROM signature",
        "every_registered_matter_arrived": "DELETE FROM routed_matter",
        "every_matter_here_has_its_event": FORGET_WHAT_WAS_HEARD.format("matter.registered"),
        "every_claim_is_in_one_partys_hands": "UPDATE routed_claim SET triage_holder = NULL",
        "every_claim_declined_was_announced": FORGET_WHAT_WAS_SAID.format("claim.declined"),
        "nothing_open_is_in_the_hands_of_who_left": "UPDATE referral SET handler = 'caoqiao' WHERE turn IS NOT NULL; "
        "UPDATE known_staff SET active = FALSE WHERE username = 'caoqiao'",
        "nothing_open_is_where_everyone_withdrew": "UPDATE known_staff SET active = FALSE WHERE unit = 'caoqiao'; "
        "INSERT INTO recusal (matter_no, username, interest, \"by\", at) SELECT matter_no, 'caoqiao', '', 'caoqiao', "
        "made_at FROM referral WHERE unit = 'caoqiao' AND state = 'IN_PROGRESS'",
        "nothing_open_is_held_by_a_closed_unit": "UPDATE known_unit SET active = FALSE WHERE code = 'caoqiao'",
        "every_urging_was_announced": FORGET_WHAT_WAS_SAID.format("supervision.issued"),
        "nobody_is_supervised_over_what_they_gave_back": "UPDATE urging_order SET ended_at = NULL, "
        "unit = 'nobody' WHERE kind = 'SUPERVISE'",
        "every_referral_was_announced": FORGET_WHAT_WAS_SAID.format("referral.made"),
    },
    "legalaid": {
        **OF_THE_DIRECTORY,
        **OF_CLOCKS,
        "every_steering_has_its_draft": "DELETE FROM application",
        "every_draft_has_its_event": FORGET_WHAT_WAS_HEARD.format("referral.made"),
        "every_draft_was_announced": FORGET_WHAT_WAS_SAID.format("aid.draft_opened"),
        "every_withdrawal_was_announced": FORGET_WHAT_WAS_SAID.format("aid.withdrawn"),
        "nothing_is_owed_for_what_was_withdrawn": "UPDATE clock SET state = 'running'",
    },
    "notify": {
        **OF_THE_DIRECTORY,
        "every_notice_owed_has_its_row": "DELETE FROM notice WHERE template = 'non_acceptance'",
        "every_notice_has_its_event": FORGET_WHAT_WAS_HEARD.format("claim.declined"),
        "every_queued_notice_is_tried_in_time": "UPDATE notice SET next_attempt_at = NULL WHERE state = 'queued'",
    },
}


def today():
    return utc_now().astimezone(HERE).date().isoformat()


class Undone(Exception):
    """Let a sabotage end without effect."""


@pytest.fixture(scope="module")
def eventful(town):
    """A town in which everything has happened once, up to a breach of each service's clocks."""
    answered, returned = town.referral(), town.referral()
    assert town.visitor("caoqiao").post(at(answered, "signatures"), json={}).status_code == 201
    supported = answers(answered, outcome="SUPPORT")
    reply(town, answered, **supported)
    proof = {"means": "NOT_SERVED", "served_on": today(), "words": "查无此人。"}
    assert town.visitor("caoqiao").post(at(answered, "services"), json=proof).status_code == 201
    assigned = town.referral(
        by="petition", channel="FORWARDED", external_no="平信转〔2026〕1号", reply_by="2099-01-01"
    )
    assert town.visitor("caoqiao").post(at(assigned, "signatures"), json={}).status_code == 201
    reply(town, assigned)
    proof = {"means": "HANDED", "served_on": today(), "receiver": "本人"}
    for act, body in (("services", proof), ("completion-reports", {"words": "已办结。"})):
        assert town.visitor("caoqiao").post(at(assigned, act), json=body).status_code == 201
    accepted = town.referral()
    for act, body in (("signatures", {}), ("acceptances", {"path": "PETITION", "words": "先调解。"})):
        assert town.visitor("caoqiao").post(at(accepted, act), json=body).status_code == 201
    given = {"handler": "caoqiao2", "words": "轮休。"}
    assert town.visitor("caoqiao").post(at(accepted, "reassignments"), json=given).status_code == 201
    help_wanted = {"unit": "zhapu", "words": "请协助核实。"}
    assert town.visitor("caoqiao").post(at(accepted, "assistants"), json=help_wanted).status_code == 201
    longer = {"rule": "opinion_31_6", "days": 10, "reason": "须等鉴定。"}
    assert town.visitor("caoqiao").post(at(accepted, "extensions"), json=longer).status_code == 201
    yes = {"agreed": True, "words": "同意。"}
    assert town.visitor("caoqiao2").post(at(accepted, "extension-decisions"), json=yes).status_code == 201
    both = {"mediator": "调委会", "other_side": "邻居", "petitioner_consents": True, "other_consents": True}
    both["began_on"] = today()
    told = town.visitor("caoqiao").post(at(accepted, "mediations"), json=both).json["mediations"][0]
    agreed = {"effective_on": utc_now().astimezone(HERE).date().isoformat(), "words": "恢复原状。"}
    door = f"/routing/api/v1/mediations/{told['mediation_id']}/agreements"
    assert town.visitor("caoqiao").post(door, json=agreed).status_code == 201
    visited = town.referral()
    assert town.visitor("caoqiao").post(at(visited, "signatures"), json={}).status_code == 201
    reply(town, visited)
    unreached = {"visited_on": today(), "reached": False, "words": "没人接。"}
    assert town.visitor("caoqiao").post(at(visited, "services"), json={**proof}).status_code == 201
    assert town.visitor("operator").post(at(visited, "return-visits"), json=unreached).status_code == 201
    bad = town.referral()
    assert town.visitor("caoqiao").post(at(bad, "signatures"), json={}).status_code == 201
    reply(town, bad)
    again = {"cause": "MISTAKEN", "words": "请查清再答复。"}
    assert town.visitor("operator").post(at(bad, "reopenings"), json=again).status_code == 201
    served_wrongly_and_again(town)
    heard_in_a_rereview(town)
    led_away = town.referral()
    away = {"path": "LITIGATION", "door": "平湖市人民法院", "words": "相邻关系纠纷。"}
    for act, body in (("signatures", {}), ("steerings", away)):
        assert town.visitor("caoqiao").post(at(led_away, act), json=body).status_code == 201
    of_two = town.referral(claims=[a_claim(), a_claim(category="environment", text="夜里排污")])
    some = {**away, "claims": [of_two["claims"][1]["claim_id"]]}
    for act, body in (("signatures", {}), ("steerings", some)):
        assert town.visitor("caoqiao").post(at(of_two, act), json=body).status_code == 201
    right = {"reason": "听错。", "address": "演示路一号"}
    door = f"/intake/api/v1/matters/{accepted['matter_no']}/corrections"
    assert town.visitor("operator").post(door, json=right).status_code == 201
    several = town.register(claims=[a_claim(), a_claim(category="environment", text="夜里排污")])
    door = f"/intake/api/v1/matters/{several['matter_no']}"
    claim = town.visitor("operator").get(door).json["claims"][1]["claim_id"]
    apart = {"claims": [claim], "reason": "两件事。"}
    assert town.visitor("operator").post(f"{door}/splits", json=apart).status_code == 201
    withdrawn = town.register()
    gone = {"told_by": "petitioner", "channel": "PHONE", "words": "自愿撤回。"}
    door = f"/intake/api/v1/matters/{withdrawn['matter_no']}/withdrawals"
    assert town.visitor("operator").post(door, json=gone).status_code == 201
    objected(town, returned)
    decided(town, "operator", returned)
    town.register(place=None)
    barred = town.register(claims=[a_claim(facts={"rereviewed": True})])
    door = f"/routing/api/v1/triage/{barred['matter_no']}/non-acceptances"
    assert town.visitor("leader").post(door, json={"words": "已经复核。"}).status_code == 201
    town.register(claims=[a_claim(category="legal_aid", text="申请法律援助")])
    unwanted = town.register(claims=[a_claim(category="legal_aid", text="申请法律援助")])["matter_no"]
    [draft] = town.visitor("aid").get(f"/legalaid/api/v1/applications?matter_no={unwanted}").json["applications"]
    door = f"/legalaid/api/v1/applications/{draft['application_id']}/withdrawals"
    not_wanted = {"told_by": "applicant", "channel": "PHONE", "words": "自己请了律师。"}
    assert town.visitor("aid").post(door, json=not_wanted).status_code == 201
    town.settlers["liandong.notify"].settle([b"no event at all"])
    late = town.referral()
    answer = {"words": "可以起诉。", "legal_basis": "《民事诉讼法》", "aid_explained": True}
    town.register(kind="CONSULT", answer=answer)
    again = {"channel": "PHONE", "words": "催问进度。"}
    contacts = f"/intake/api/v1/matters/{late['matter_no']}/contacts"
    assert town.visitor("operator").post(contacts, json=again).status_code == 201
    joined = {"other_no": led_away["matter_no"], "decision": "SAME", "words": "同一道墙。"}
    repeats = f"/intake/api/v1/matters/{late['matter_no']}/repeats"
    assert town.visitor("operator").post(repeats, json=joined).status_code == 201
    paper = {"data": {"title": "工资条", "file": (io.BytesIO(b"%PDF-1.7"), "1.pdf")}, "content_type": FORM}
    assert town.visitor("caoqiao").post(at(late, "documents"), **paper).status_code == 201
    rating = {"satisfaction": "MOSTLY", "timely": True, "resolution": "PARTLY"}
    ratings = f"/intake/api/v1/matters/{answered['matter_no']}/ratings"
    assert town.visitor("operator").post(ratings, json=rating).status_code == 201
    order = {"cause": "LATE", "words": "请抓紧办理。", "reply_by": "2099-01-01"}
    assert town.visitor("operator").post(at(late, "chases"), json=order).status_code == 201
    assert town.visitor("leader").post(at(late, "supervisions"), json=order).status_code == 201
    with pytest.MonkeyPatch.context() as announced:
        announced.setattr("shared.clocks.in_force.calendar", lambda: EVERY_YEAR)
        for service in KEEPERS:
            look(after(clocks(late["matter_no"])["receiver_tells"].due_on, 30), service=service)
    letters = [{**row, "external_no": f"表{n}号"} for n, row in enumerate(rows_numbered(2))]
    spreadsheet = a_csv(in_lines(letters))
    handed_in = town.visitor("petition").post("/intake/api/v1/imports", data=spreadsheet, content_type="text/csv")
    assert handed_in.status_code == 202
    work_on_imports()
    town.deliver()
    return town


def served_wrongly_and_again(town):
    """Its first proof of service was struck out; from the second one the days to ask for review run."""
    petitioned, proof = town.referral(), {"means": "HANDED", "served_on": today(), "receiver": "本人"}
    for act, body in (("signatures", {}), ("acceptances", {"path": "PETITION", "words": "由本所办理。"})):
        assert town.visitor("caoqiao").post(at(petitioned, act), json=body).status_code == 201
    reply(town, petitioned)
    told = town.visitor("caoqiao").post(at(petitioned, "services"), json=proof).json["services"][0]
    door = f"/routing/api/v1/proofs/{told['proof_id']}/strikes"
    assert town.visitor("caoqiao").post(door, json={"words": "登记错了。"}).status_code == 201
    assert town.visitor("caoqiao").post(at(petitioned, "services"), json=proof).status_code == 201


def heard_in_a_rereview(town):
    """One whose opinion was reviewed, and a hearing goes on in the re-review."""
    petitioned = town.referral()
    for act, body in (("signatures", {}), ("acceptances", {"path": "PETITION", "words": "由本所办理。"})):
        assert town.visitor("caoqiao").post(at(petitioned, act), json=body).status_code == 201
    reply(town, petitioned)
    proof = {"means": "HANDED", "served_on": today(), "receiver": "本人"}
    assert town.visitor("caoqiao").post(at(petitioned, "services"), json=proof).status_code == 201
    asked = {"received_on": today(), "words": "没有到现场看过。"}
    review = town.visitor("operator").post(at(petitioned, "review-requests"), json=asked).json
    upheld = answers(review, outcome="UPHELD")
    assert town.visitor("leader").post(at(review, "opinions"), json=upheld).status_code == 201
    assert town.visitor("leader2").post(at(review, "opinion-checks"), json=RELEASED).status_code == 201
    assert town.visitor("leader").post(at(review, "services"), json=proof).status_code == 201
    rereview = town.visitor("operator").post(at(review, "review-requests"), json=asked).json
    hearing = {"first_on": today(), "hearing_on": today(), "place": "听证室", "words": "双方说法不一。"}
    assert town.visitor("petition").post(at(rereview, "hearings"), json=hearing).status_code == 201


def findings(session, invariant):
    return list(invariant(session, utc_now() + A_WHILE))


CASES = [(service, name) for service, broken in BROKEN.items() for name in broken]


@pytest.mark.parametrize(("service", "name"), CASES)
def test_it_says_so_when(eventful, service, name):
    [invariant] = [one for one in services.service_classes()[service].invariants if one.__name__ == name]
    with pytest.raises(Undone), database(service).transaction() as session:
        assert findings(session, invariant) == []
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
        for statement in BROKEN[service][name].split("; "):
            assert session.execute(text(statement)).rowcount > 0, "the sabotage hit nothing"
        assert findings(session, invariant), "it sees nothing wrong"
        raise Undone


def test_no_invariant_is_left_out(town):
    watched = {
        name: {invariant.__name__ for invariant in service.invariants}
        for name, service in services.service_classes().items()
    }
    watched["intake"] -= ON_POSTGRESQL
    assert watched == {name: set(broken) for name, broken in BROKEN.items()}
