"""A plain door that writes the same rows with Flask and SQLAlchemy: no idempotency, no sealing, no event, no guards.
`python -W ignore -m tests.bench.peers.plain_flask`."""

import eventlet

eventlet.monkey_patch()

import os  # noqa: E402
from datetime import UTC, datetime  # noqa: E402
from uuid import uuid4  # noqa: E402

import eventlet.wsgi  # noqa: E402
import psycopg2  # noqa: E402
from flask import Flask, request  # noqa: E402
from sqlalchemy import create_engine, text  # noqa: E402

from tests.bench.peers.green import wait_greenly  # noqa: E402
from tests.bench.peers.stages import DATABASE  # noqa: E402

TABLES = """
CREATE TABLE petitioner (petitioner_id uuid PRIMARY KEY, name text NOT NULL, phone text);
CREATE INDEX ON petitioner (phone);
CREATE TABLE series (prefix text PRIMARY KEY, last int NOT NULL);
CREATE TABLE matter (
    matter_no text PRIMARY KEY, channel text NOT NULL, kind text NOT NULL, place text, narrative text NOT NULL,
    petitioner_id uuid NOT NULL REFERENCES petitioner, registered_at timestamptz NOT NULL
);
CREATE TABLE claim (
    claim_id uuid PRIMARY KEY, matter_no text NOT NULL REFERENCES matter, category text NOT NULL, text text NOT NULL
);
CREATE INDEX ON claim (matter_no);
"""
NUMBER = """
INSERT INTO series VALUES (:prefix, 1) ON CONFLICT (prefix) DO UPDATE SET last = series.last + 1 RETURNING last
"""
app = Flask(__name__)
engine = create_engine(DATABASE.replace("postgresql://", "postgresql+psycopg2://"), pool_size=8, max_overflow=8)


@app.post("/matters")
def create_matter():
    told, person, now = request.get_json(), uuid4(), datetime.now(UTC)
    with engine.begin() as connection:
        run = connection.execute
        run(
            text("INSERT INTO petitioner VALUES (:id, :name, :phone)"),
            {"id": person, "name": told["petitioner"]["name"], "phone": told["petitioner"].get("phone")},
        )
        prefix = f"LD-{now:%Y%m%d}"
        matter_no = f"{prefix}-{run(text(NUMBER), {'prefix': prefix}).scalar_one():04d}"
        run(
            text("INSERT INTO matter VALUES (:no, :channel, :kind, :place, :narrative, :person, :now)"),
            {"no": matter_no, "person": person, "now": now, "place": told.get("place")}
            | {name: told[name] for name in ("channel", "kind", "narrative")},
        )
        run(
            text("INSERT INTO claim VALUES (:id, :no, :category, :text)"),
            [{"id": uuid4(), "no": matter_no, **claim} for claim in told["claims"]],
        )
    return {"matter_no": matter_no}, 201


@app.get("/matters/<matter_no>")
def show_matter(matter_no):
    with engine.begin() as connection:
        matter = connection.execute(
            text("SELECT * FROM matter JOIN petitioner USING (petitioner_id) WHERE matter_no = :no"),
            {"no": matter_no},
        ).one()
        claims = connection.execute(text("SELECT category, text FROM claim WHERE matter_no = :no"), {"no": matter_no})
        return {**matter._asdict(), "claims": [claim._asdict() for claim in claims]}


if __name__ == "__main__":
    psycopg2.extensions.set_wait_callback(wait_greenly)
    with engine.begin() as first:
        first.execute(text(TABLES))
    listener = eventlet.listen(("127.0.0.1", int(os.environ["BENCH_PORT"])))
    eventlet.wsgi.server(listener, app, log_output=False, max_size=512)
