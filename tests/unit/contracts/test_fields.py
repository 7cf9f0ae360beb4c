"""What the types of declarations accept, and by which code they refuse the rest."""

from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

import pytest
from marshmallow import ValidationError

from services.intake.forms import Phone
from shared.contracts.base import form, part
from shared.contracts.fields import Code, Count, Facts, Length, Line, MatterNo, OneOf, PlaceCode, Sealed, schema_of
from shared.contracts.words import CHANNELS
from shared.web.complaints import COMPLAINTS


def load(annotation, value):
    """What a form with one field of this type makes of a value."""
    declaration = form(type("Asked", (), {"__annotations__": {"it": annotation}}))
    return schema_of(declaration)().load({"it": value}).it


def complaint(annotation, value):
    """The code by which it is refused."""
    with pytest.raises(ValidationError) as refused:
        load(annotation, value)
    [code] = refused.value.messages["it"]
    return code


def test_text_loses_the_white_space_around_it_and_keeps_lines_and_tabs():
    assert load(Line, " \t林某\n") == "林某"
    assert load(Line, "一\n二\t三") == "一\n二\t三"


@pytest.mark.parametrize(
    ("character", "mark"),
    [
        *(("\x00", "␀"), ("\x07", "␇"), ("\x1b", "␛"), ("\x7f", "␡"), ("\x85", "⟨U+0085⟩"), ("\ud800", "⟨U+D800⟩")),
        *(("\u202a", "⟨U+202A⟩"), ("\u202e", "⟨U+202E⟩"), ("\u2066", "⟨U+2066⟩"), ("\u2069", "⟨U+2069⟩")),
    ],
)
def test_what_acts_instead_of_being_read_becomes_a_mark_that_is_read(character, mark):
    assert load(Line, f"林{character}某") == f"林{mark}某"
    assert load(Line, f"某{character}") == f"某{mark}"
    assert load(Facts, {"note": f"林{character}某"}) == {"note": f"林{mark}某"}


def test_a_number_with_such_a_character_in_it_is_no_number():
    assert complaint(Phone, "1380000\u202e0000") == "wrong_phone"
    assert complaint(MatterNo, "LD-20260920-0001\x00") == "wrong_form"


def test_what_a_mark_takes_counts_where_a_text_may_not_be_longer():
    assert load(Line, "长" * 199 + "\x00") == "长" * 199 + "␀"
    assert complaint(Line, "长" * 199 + "\u202e") == "too_long:200"


def test_emoji_and_rare_characters_are_text_like_any_other():
    assert load(Line, "𠮷某 😀") == "𠮷某 😀"


def test_length_is_counted_after_white_space_is_cut_off():
    assert complaint(Line, "   ") == "required"
    assert load(Line, " " * 500 + "长" * 200) == "长" * 200
    assert complaint(Line, "长" * 201) == "too_long:200"
    assert complaint(Annotated[str, Length(3, 9)], "长") == "too_short:3"


@pytest.mark.parametrize("value", [None, "", "  "])
def test_nothing_is_complained_of_as_required(value):
    assert complaint(Line, value) == "required"


@pytest.mark.parametrize("value", [7, True, ["林某"], {"zh": "林某"}, 1.5])
def test_what_is_no_text_has_the_wrong_form(value):
    assert complaint(Line, value) == "wrong_form"


@pytest.mark.parametrize("number", ["13800000000", "+86 138-0000-0000", "0573-85000000", "12348"])
def test_a_telephone_number_may_have_a_country_spaces_and_hyphens(number):
    assert load(Phone, number) == number


@pytest.mark.parametrize(
    "number",
    ["138", "1380000000000000000000", "138abc00000", "１３８００００００００", "-13800000000", "1380000000+"],
)
def test_what_is_no_telephone_number_has_a_complaint_of_its_own(number):
    assert complaint(Phone, number) == "wrong_phone"


def test_digits_are_0_to_9_in_every_number():
    assert complaint(MatterNo, "LD-２０２６０９２０-0001") == "wrong_form"
    assert load(MatterNo, "LD-20260920-0001") == "LD-20260920-0001"


@pytest.mark.parametrize("code", ["Caoqiao", "1st", "_x", "a-b", "曹桥", "x" * 65])
def test_codes_are_lower_case_english_identifiers(code):
    assert complaint(Code, code) == "wrong_form"
    assert load(Code, "legal_aid_centre2") == "legal_aid_centre2"


def test_a_place_code_may_not_smuggle_anything_in():
    assert complaint(PlaceCode, "330482'; --") == "wrong_form"


def test_only_codes_of_the_vocabulary_are_chosen():
    assert load(Annotated[str, OneOf(CHANNELS)], "PHONE") == "PHONE"
    assert complaint(Annotated[str, OneOf(CHANNELS)], "phone") == "unknown_choice"


def test_a_count_bounds_a_number_and_a_list():
    assert complaint(Annotated[int, Count(1, 5)], 0) == "too_few:1"
    assert complaint(Annotated[int, Count(1, 5)], 6) == "too_many:5"
    several = Annotated[tuple[Code, ...], Count(1, 2)]
    assert load(several, ["a", "b"]) == ("a", "b")
    assert complaint(several, []) == "too_few:1"
    assert complaint(several, ["a", "b", "c"]) == "too_many:2"


@pytest.mark.parametrize(("given", "number"), [(6, 6), ("6", 6), (" -12 ", -12), ("0", 0)])
def test_a_whole_number_may_come_as_the_text_of_a_page_form(given, number):
    assert load(int, given) == number


@pytest.mark.parametrize("value", [6.0, 6.9, "6.0", "六", "１", "1e3", True, "9" * 19, [6]])
def test_nothing_else_is_taken_for_a_whole_number(value):
    assert complaint(int, value) == "wrong_form"


def test_a_moment_keeps_its_instant_in_utc_and_needs_its_offset():
    assert load(datetime, "2026-10-11T07:00:00+08:00") == datetime(2026, 10, 10, 23, tzinfo=UTC)
    assert complaint(datetime, "2026-10-11T07:00:00") == "needs_offset"


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00", "yesterday", 0, {}])
def test_a_moment_that_no_calendar_holds_has_the_wrong_form(value):
    assert complaint(datetime, value) == "wrong_form"


def test_days_and_ids_are_read_or_have_the_wrong_form():
    assert load(date, "2028-02-29") == date(2028, 2, 29)
    assert complaint(date, "2026-02-29") == "wrong_form"
    assert load(UUID, str(UUID(int=7))) == UUID(int=7)
    assert complaint(UUID, "7") == "wrong_form"


def test_facts_are_flat_names_with_plain_values():
    facts = {"arbitration": "late", "award_received_on": "2026-09-01", "workers": 3, "insured": False, "award": None}
    assert load(Facts, facts) == facts


@pytest.mark.parametrize(
    "value", [[], {}, {"a": 1}, 1.5, float("nan"), float("inf"), "长" * 1_001, "\u202e" * 126], ids=repr
)
def test_a_fact_that_is_not_plain_is_refused_by_its_name(value):
    with pytest.raises(ValidationError) as refused:
        load(Facts, {"arbitration": value})
    assert refused.value.messages == {"it": {"arbitration": ["wrong_form"]}}


@pytest.mark.parametrize("facts", [{"林某": "x"}, {"": "x"}, {"A": "x"}, ["arbitration"], "arbitration", 1])
def test_facts_without_names_in_code_form_are_refused_without_repeating_them(facts):
    assert complaint(Facts, facts) == "wrong_form"


def test_a_sealed_field_has_the_limits_of_what_it_holds():
    @part
    class Told:
        name: Sealed[Line]
        phone: Sealed[Phone | None] = None
        mail: Sealed[Line] | None = None

    schema = schema_of(Told)()
    wire = schema.dump(Told(name="林某", phone="13800000000", mail="lin@demo.invalid"))
    assert all(value.startswith("sealed.") for value in wire.values())
    assert schema.load(wire) == Told(name="林某", phone="13800000000", mail="lin@demo.invalid")
    assert schema.load(schema.dump(Told(name="林某"))) == Told(name="林某")
    for wrong, code in (
        (Told(name=""), {"name": ["required"]}),
        (Told(name="长" * 201), {"name": ["too_long:200"]}),
        (Told(name="林某", phone="138"), {"phone": ["wrong_phone"]}),
    ):
        with pytest.raises(ValidationError) as refused:
            schema.load(schema.dump(wrong))
        assert refused.value.messages == code


def test_a_field_that_may_be_null_and_has_no_default_must_still_be_told():
    assert load(Line | None, None) is None
    assert load(Sealed[Line | None], None) is None
    declaration = form(type("Asked", (), {"__annotations__": {"it": Line | None}}))
    with pytest.raises(ValidationError):
        schema_of(declaration)().load({})


def test_what_is_no_declaration_says_how_it_becomes_one():
    with pytest.raises(TypeError, match="decorate it with @event, @form or @part"):
        schema_of(type("Plain", (), {}))


@pytest.mark.parametrize(
    "code",
    [
        *("required", "unreadable", "wrong_form", "unknown_choice", "unknown_field", "needs_offset", "wrong_phone"),
        *("too_short", "too_long", "too_few", "too_many"),
    ],
)
def test_every_code_a_form_may_complain_by_has_its_sentence(code):
    assert code in COMPLAINTS
