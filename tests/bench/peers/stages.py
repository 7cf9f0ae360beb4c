"""What every contestant of the pipeline shares: queues, tables, and the words of each stage."""

import json
import os
from uuid import uuid4

STAGES = ("intake", "routing", "notify")
NEXT = {"intake": "routing", "routing": "notify"}
DATABASE = os.environ.get("BENCH_DATABASE", "")
BROKER = os.environ.get("BENCH_BROKER", "")
PROMISED = os.environ.get("BENCH_MODE") == "promised"
QUORUM = {"x-queue-type": "quorum"}

SETTLEMENT = """
CREATE TABLE {0}.settlement (event_id uuid PRIMARY KEY, settled_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE {0}.outbox (
    position bigserial PRIMARY KEY, event_id uuid NOT NULL, body text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(), published_at timestamptz
);
CREATE INDEX ON {0}.outbox (position) WHERE published_at IS NULL;
"""
TABLES = """
CREATE TABLE intake.matter (
    matter_no text PRIMARY KEY, petitioner text NOT NULL, narrative text NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE routing.referral (
    referral_id uuid PRIMARY KEY, matter_no text NOT NULL, unit text NOT NULL, reason text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE notify.notice (
    notice_id uuid PRIMARY KEY, matter_no text NOT NULL, recipient text NOT NULL, body text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
"""


def queue_of(stage):
    return f"bench.{stage}"


def table_statements():
    yield from (f"CREATE SCHEMA {stage}; {SETTLEMENT.format(stage)}" for stage in STAGES)
    yield TABLES


def row_of(stage, told):
    """The table of a stage and its columns' values for a message."""
    if stage == "intake":
        columns = ("matter_no", "petitioner", "narrative")
        return "intake.matter", columns, tuple(told[name] for name in columns)
    if stage == "routing":
        values = (uuid4(), told["matter_no"], unit_for(told["narrative"]), "属地管理")
        return "routing.referral", ("referral_id", "matter_no", "unit", "reason"), values
    values = (uuid4(), told["matter_no"], told["petitioner"], notice_text(told))
    return "notify.notice", ("notice_id", "matter_no", "recipient", "body"), values


def next_message(stage, told):
    """What a stage tells the next one, or None after the last."""
    if stage == "intake":
        return {**told, "id": str(uuid4())}
    if stage == "routing":
        kept = {name: told[name] for name in ("matter_no", "petitioner", "narrative")}
        return {**kept, "id": str(uuid4()), "unit": unit_for(told["narrative"])}
    return None


def unit_for(narrative):
    return "legal_aid_centre" if "工伤" in narrative else "caoqiao"


def notice_text(told):
    return f"{told['petitioner']}：您反映的事项（{told['matter_no']}）已转送{told['unit']}办理。"


def written(told):
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
