"""Writers are strict, readers are lenient: a newer writer may say more, a wrong word never leaves the house."""

from dataclasses import MISSING, fields

import pytest
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from shared.contracts import EVENTS
from shared.messaging import publish
from tests.contracts import factories
from tests.contracts.factories import CURRENT, with_change
from tests.contracts.factories import matter as fictional

WRONG = [
    (factories.intake.MATTER_REGISTERED, {"channel": "PIGEON"}, "unknown_choice"),
    (factories.intake.MATTER_REGISTERED, {"matter_no": "1"}, "wrong_form"),
    (factories.intake.MATTER_REGISTERED, {"narrative": ""}, "required"),
    (factories.intake.MATTER_REGISTERED, {"narrative": "长" * 20_001}, "too_long:20000"),
    (factories.intake.MATTER_REGISTERED, {"place": "长" * 201}, "too_long:200"),
    (factories.intake.MATTER_REGISTERED, {"received_at": fictional.AT.replace(tzinfo=None)}, "needs_offset"),
    (factories.console.UNIT_CHANGED, {"code": "Not A Code"}, "wrong_form"),
]


@pytest.mark.parametrize("type_", sorted(EVENTS))
def test_a_reader_ignores_a_field_it_does_not_know(type_):
    kind, event = EVENTS[type_], CURRENT[type_]
    data = {**kind.writer.dump(event), "field_of_a_newer_writer": {"any": "thing"}}
    assert kind.load(data, kind.version) == event


def test_a_reader_ignores_an_unknown_field_inside_a_part_too():
    kind = EVENTS["matter.registered"]
    data = kind.writer.dump(factories.intake.MATTER_REGISTERED)
    data["petitioner"]["nickname"] = data["claims"][0]["colour"] = "new"
    assert kind.load(data, 1) == factories.intake.MATTER_REGISTERED


@pytest.mark.parametrize("type_", sorted(EVENTS))
def test_a_writer_refuses_a_field_it_does_not_know(type_):
    kind, event = EVENTS[type_], CURRENT[type_]
    with pytest.raises(ValidationError) as refused:
        kind.writer.load({**kind.writer.dump(event), "field_of_a_newer_writer": 1})
    assert refused.value.messages == {"field_of_a_newer_writer": ["unknown_field"]}
    with pytest.raises(TypeError):
        with_change(event, field_of_a_newer_writer=1)


@pytest.mark.parametrize(("event", "differences", "code"), WRONG, ids=lambda value: str(value)[:40])
def test_a_writer_refuses_a_wrong_value_and_nothing_reaches_the_outbox(event, differences, code):
    session = Session(info={"service": "intake"})
    with pytest.raises(ValidationError) as refused:
        publish(session, with_change(event, **differences))
    assert [code] in refused.value.messages.values()
    assert "outbox" not in session.info


@pytest.mark.parametrize("type_", sorted(EVENTS))
def test_a_reader_refuses_an_event_without_a_required_field(type_):
    kind, event = EVENTS[type_], CURRENT[type_]
    data = kind.writer.dump(event)
    for field in fields(event):
        if field.default is MISSING and field.default_factory is MISSING:
            with pytest.raises(ValidationError) as refused:
                kind.load({name: value for name, value in data.items() if name != field.name}, kind.version)
            assert refused.value.messages == {field.name: ["required"]}


@pytest.mark.parametrize("type_", sorted(EVENTS))
def test_the_subject_of_an_event_is_one_of_its_required_texts(type_):
    kind = EVENTS[type_]
    subject = next(field for field in fields(kind.declaration) if field.name == kind.subject)
    assert subject.default is MISSING
    assert isinstance(getattr(CURRENT[type_], kind.subject), str)
