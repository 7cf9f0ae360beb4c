"""Matters that may be one, and what was decided about them. What is there already waits to be compared."""

import sqlalchemy as sa
from alembic import op

from shared.db.types import Moment

revision = "0016"
down_revision = "0015"

ALL_THAT_IS_THERE = """
INSERT INTO matter_to_compare (matter_no)
SELECT matter_no FROM matter
WHERE kind <> 'REPORT' AND matter_no NOT IN (SELECT matter_no FROM consultation)
"""


def upgrade():
    op.create_table(
        "matter_to_compare",
        sa.Column("matter_no", sa.String(24), primary_key=True),
        sa.Column("kept_at", Moment()),
    )
    op.create_table(
        "text_band",
        sa.Column("band", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("matter_no", sa.String(24), primary_key=True),
    )
    op.create_table(
        "repeat_candidate",
        sa.Column("matter_no", sa.String(24), sa.ForeignKey("matter.matter_no"), primary_key=True),
        sa.Column("other_no", sa.String(24), sa.ForeignKey("matter.matter_no"), primary_key=True),
        sa.Column("grade", sa.String(16), nullable=False),
        sa.Column("reasons", sa.String(200), nullable=False),
        sa.Column("likeness", sa.Integer, nullable=False),
        sa.Column("found_at", Moment(), nullable=False),
    )
    op.create_index("ix_repeat_candidate_other", "repeat_candidate", ["other_no"])
    op.create_table(
        "repeat_answer",
        sa.Column("matter_no", sa.String(24), sa.ForeignKey("matter.matter_no"), primary_key=True),
        sa.Column("other_no", sa.String(24), sa.ForeignKey("matter.matter_no"), primary_key=True),
        sa.Column("answer", sa.String(16), nullable=False),
        sa.Column("words", sa.Text),
        sa.Column("answered_by", sa.String(64), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("answered_at", Moment(), nullable=False),
    )
    op.create_index("ix_repeat_answer_other", "repeat_answer", ["other_no"])
    op.execute(ALL_THAT_IS_THERE)
