"""What was published stands in a chain, and what was heard keeps its place in it."""

from alembic import op

from shared.messaging.migrations import chain_post_v1

revision = "0011"
down_revision = "0010"


def upgrade():
    chain_post_v1(op)
