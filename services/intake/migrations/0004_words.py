"""Words of the narrative can be found, and matters by the unit that holds them; what is there is filled in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

from services.intake.policy.character_pairs import character_pairs

revision = "0004"
down_revision = "0003"

AT_ONCE = 500


def upgrade():
    op.create_index("ix_matter_holder", "matter", ["holder", "registered_at", "matter_no"])
    table = op.create_table(
        "matter_words",
        sa.Column("matter_no", sa.String(24), primary_key=True),
        sa.Column("pairs", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        fill(op.get_bind(), table)
    op.create_index("ix_matter_words", "matter_words", ["pairs"], postgresql_using="gin")


def fill(connection, table):
    matter = sa.table("matter", sa.column("matter_no"), sa.column("narrative"))
    last = ""
    pairs = sa.func.array_to_tsvector(sa.cast(sa.bindparam("found"), ARRAY(sa.Text)))
    while rows := connection.execute(
        sa.select(matter).where(matter.c.matter_no > last).order_by(matter.c.matter_no).limit(AT_ONCE)
    ).all():
        values = [{"number": row.matter_no, "found": character_pairs(row.narrative)} for row in rows]
        connection.execute(sa.insert(table).values(matter_no=sa.bindparam("number"), pairs=pairs), values)
        last = rows[-1].matter_no
