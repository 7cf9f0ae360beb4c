"""Which notices an event owes, and how a recipient is reached."""

from typing import get_type_hints

import pytest

from services.notify import letters
from services.notify.policy.notices_owed import OWED, means_for
from shared.contracts import EVENTS
from shared.contracts.intake import Reach, RegisteredPetitioner
from shared.contracts.notify import MEANS, RECIPIENTS, TEMPLATES

EACH = [(type_, owed) for type_, all_owed in OWED.items() for owed in all_owed]
EACH_OWED = pytest.mark.parametrize(("type_", "owed"), EACH, ids=lambda value: getattr(value, "template", value))


@EACH_OWED
def test_a_notice_is_owed_by_an_event_that_exists_and_goes_to_someone_the_event_names(type_, owed):
    told = get_type_hints(EVENTS[type_].declaration)
    wanted = RegisteredPetitioner if owed.to == "petitioner" else str
    assert told[owed.named_as] is wanted, f"{type_} names no {owed.to}"


@EACH_OWED
def test_a_notice_has_a_name_in_both_languages_a_kind_of_recipient_and_a_letter(type_, owed):
    assert owed.template in TEMPLATES
    assert owed.recipient in RECIPIENTS
    assert (letters.Path(letters.__file__).parent / "templates" / "letters" / f"{owed.template}.txt").is_file()


@EACH_OWED
def test_a_notice_rests_on_an_article(type_, owed):
    law = "《法律援助法》第" if type_.startswith("aid.") else "《信访工作条例》第"
    assert owed.article.startswith(law)


@pytest.mark.parametrize("type_", OWED)
def test_an_event_owes_no_notice_twice(type_):
    keys = [(owed.template, owed.recipient) for owed in OWED[type_]]
    assert len(set(keys)) == len(keys)


def test_no_template_is_left_over():
    assert {owed.template for _, owed in EACH} == set(TEMPLATES)


def test_whoever_registers_refers_declines_or_answers_the_petitioner_is_told_at_each_turn():
    told = {type_ for type_, owed in EACH if owed.to == "petitioner"}
    assert told == {
        "matter.registered",
        "referral.made",
        "claim.declined",
        "claim.withdrawn",
        "aid.withdrawn",
        "matter.split_off",
        "matter.accepted",
        "referral.taken_over",
        "referral.passed_down",
        "handling.extended",
        "mediation.agreed",
        "mediation.failed",
        "referral.steered_away",
        "reply.issued",
        "referral.reopened",
        "review.requested",
        "review.decided",
        "hearing.opened",
        "hearing.closed",
    }


ELSEWHERE = ("clock.", "reply.sent_", "referral.chased", "supervision.")


def test_the_unit_gets_its_order_the_decider_the_objection_and_the_sender_a_copy_of_the_reply():
    told = [(type_, owed.to) for type_, owed in EACH if owed.recipient == "unit" and not type_.startswith(ELSEWHERE)]
    assert told == [
        ("matter.contacted", "unit"),
        ("matter.joined", "unit"),
        ("matter.corrected", "unit"),
        ("referral.made", "unit"),
        ("claim.withdrawn", "unit"),
        ("aid.withdrawn", "sender"),
        ("claim.split", "unit"),
        ("referral.objected", "decider"),
        ("referral.returned", "unit"),
        ("referral.objection_refused", "unit"),
        ("referral.taken_over", "unit"),
        ("assistance.asked", "assistant"),
        ("assistance.answered", "unit"),
        ("assistance.released", "assistant"),
        ("extension.asked", "approver"),
        ("order.extended", "unit"),
        ("extension.refused", "unit"),
        ("referral.steered_away", "sender"),
        ("referral.passed_down", "unit"),
        ("objection.passed_on", "decider"),
        ("reply.issued", "sender"),
        ("opinion.performed", "sender"),
        ("referral.reopened", "unit"),
        ("reply.finalised", "sender"),
        ("review.requested", "unit"),
        ("review.requested", "reviewed_unit"),
        ("review.decided", "sender"),
        ("review.decided", "reviewed_unit"),
        ("completion.reported", "sender"),
        ("completion.refused", "unit"),
        ("matter.completed", "unit"),
    ]


def test_who_checks_a_reply_is_told_of_it_and_its_unit_when_it_comes_back():
    assert [(type_, owed.template, owed.to) for type_, owed in EACH if type_.startswith("reply.sent_")] == [
        ("reply.sent_for_check", "reply_to_check", "checker"),
        ("reply.sent_back", "reply_sent_back", "unit"),
    ]


def test_who_is_chased_or_supervised_is_told_with_its_head_and_the_supervisor_of_the_answer():
    pressing = ("referral.chased", "supervision.")
    assert [(type_, owed.to) for type_, owed in EACH if type_.startswith(pressing)] == [
        ("referral.chased", "unit"),
        ("referral.chased", "head"),
        ("supervision.issued", "unit"),
        ("supervision.issued", "head"),
        ("supervision.answered", "supervisor"),
        ("supervision.answer_refused", "unit"),
        ("supervision.answer_refused", "head"),
        ("supervision.lifted", "unit"),
    ]


def test_near_the_unit_is_reminded_due_its_head_is_chased_too_late_the_supervisor_is_told():
    assert [(type_, owed.template, owed.to) for type_, owed in EACH if type_.startswith("clock.")] == [
        ("clock.due_soon", "reminder", "unit"),
        ("clock.fell_due", "chase", "unit"),
        ("clock.fell_due", "chase", "head"),
        ("clock.breached", "escalation", "supervisor"),
    ]


@pytest.mark.parametrize(
    ("reach", "means"),
    [
        (Reach(safe_to_ring=False), "paper"),
        (Reach(do_not_announce=True), "paper"),
        (Reach(safe_to_ring=True, do_not_announce=True), "paper"),
        (Reach(safe_to_ring=True), "sms"),
        (Reach(language="sign", needs=("hearing",)), "sms"),
        (None, "sms"),
    ],
)
def test_no_text_message_goes_where_it_is_not_safe_or_the_office_must_not_be_named(reach, means):
    assert means_for("13800000000", None, reach) == means


@pytest.mark.parametrize(
    ("phone", "mail", "means"),
    [
        ("13800000000", "office@demo.invalid", "mail"),
        (None, "office@demo.invalid", "mail"),
        ("13800000000", None, "sms"),
        ("13800000000", "", "sms"),
        (None, None, "paper"),
        ("", "", "paper"),
    ],
)
def test_a_recipient_is_reached_by_mail_else_by_text_message_else_on_paper(phone, mail, means):
    assert means_for(phone, mail) == means
    assert means in MEANS
