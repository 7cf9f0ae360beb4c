"""One message, one transaction with SQLAlchemy, as it is ordinarily written."""

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from tests.bench.peers.stages import DATABASE, PROMISED, next_message, row_of, written


def engine(pool=10):
    url = DATABASE.replace("postgresql://", "postgresql+psycopg2://")
    return create_engine(url, pool_size=pool, max_overflow=0)


def settle(bind, stage, told):
    """What is left to publish after the commit: nothing where the outbox keeps it, or where it took effect before."""
    with Session(bind) as session, session.begin():
        new = session.execute(
            text(f"INSERT INTO {stage}.settlement (event_id) VALUES (:id) ON CONFLICT DO NOTHING RETURNING event_id"),
            {"id": told["id"]},
        ).first()
        if new is None:
            return None
        table, columns, values = row_of(stage, told)
        marks = ", ".join(f":{name}" for name in columns)
        statement = text(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})")
        session.execute(statement, dict(zip(columns, values, strict=True)))
        outgoing = next_message(stage, told)
        if outgoing and PROMISED:
            session.execute(
                text(f"INSERT INTO {stage}.outbox (event_id, body) VALUES (:id, :body)"),
                {"id": outgoing["id"], "body": written(outgoing)},
            )
            return None
    return outgoing
