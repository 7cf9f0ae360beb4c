"""Dotted names of a page form as the nested values that the JSON door takes."""

import pytest
from werkzeug.datastructures import MultiDict

from services.console.forms import RedriveForm
from services.intake.forms import MatterForm
from services.routing.forms.replies import ReplyForm
from shared.contracts.fields import schema_of
from shared.web.forms import nested


def test_dots_become_parts_and_numbers_become_lists():
    form = MultiDict(
        [
            ("channel", "PHONE"),
            ("petitioner.name", "林某"),
            ("claims.0.category", "wages"),
            ("claims.1.category", "land"),
            ("claims.0.text", "工资"),
        ]
    )
    assert nested(form, MatterForm) == {
        "channel": "PHONE",
        "petitioner": {"name": "林某"},
        "claims": [{"category": "wages", "text": "工资"}, {"category": "land"}],
    }


def test_a_field_declared_as_several_takes_every_value_and_any_other_the_last():
    form = MultiDict(
        [
            ("petitioner.groups", "minor"),
            ("petitioner.groups", "woman"),
            ("representatives", "林某"),
            ("kind", "HELP"),
            ("kind", "REPORT"),
        ]
    )
    assert nested(form, MatterForm) == {
        "petitioner": {"groups": ["minor", "woman"]},
        "representatives": ["林某"],
        "kind": "REPORT",
    }
    assert nested(MultiDict([("event_ids", "a"), ("event_ids", "b")]), RedriveForm) == {"event_ids": ["a", "b"]}


def test_empty_inputs_count_as_not_given_and_the_form_s_own_fields_as_none():
    form = MultiDict([("place", "  "), ("accused_party.unit", ""), ("csrf_token", "x"), ("add_claim", "1")])
    assert nested(form, MatterForm) == {}


def test_a_required_part_left_empty_is_there_so_that_what_is_missing_in_it_can_be_named():
    names = ("petitioner.name", "petitioner.phone", "claims.0.text", "claims.1.text")
    form = MultiDict({name: " " for name in names})
    assert nested(form, MatterForm) == {"petitioner": {}, "claims": [{}]}


def test_a_list_with_gaps_keeps_its_order():
    form = MultiDict([("claims.10.text", "c"), ("claims.2.text", "b"), ("claims.0.text", "a")])
    assert [claim["text"] for claim in nested(form, MatterForm)["claims"]] == ["a", "b", "c"]


def test_names_the_form_does_not_know_are_kept_so_that_its_schema_names_them():
    problems = schema_of(ReplyForm)().validate(nested(MultiDict({"colour": "red", "answers.0.mood": "x"}), ReplyForm))
    assert problems["colour"] == ["unknown_field"]
    assert problems["answers"][0]["mood"] == ["unknown_field"]


def test_the_facts_of_a_claim_can_be_asked_on_a_page():
    form = MultiDict({"claims.0.facts.arbitration": "late"})
    assert nested(form, MatterForm) == {"claims": [{"facts": {"arbitration": "late"}}]}


@pytest.mark.parametrize(
    "names",
    [
        *(("petitioner", "petitioner.name"), ("petitioner.name", "petitioner"), ("channel", "channel.0")),
        *(("channel.0",), ("channel.x",), ("claims.x.text",), ("claims.².text",), ("petitioner.groups.0",)),
        *(("0",), (".",), ("",), ("claims.0.facts.a.b",), ("claims.0",)),
    ],
)
def test_no_name_whatever_makes_a_form_fall_over_it_is_refused_as_a_field(names):
    tree = nested(MultiDict([(name, "x") for name in names]), MatterForm)
    assert isinstance(tree, dict)
    assert schema_of(MatterForm)().validate(tree)
