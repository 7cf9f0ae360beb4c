"""Nothing: the number is kept free for the clocks' tables, which are written beside these rules."""

revision = "0002"
down_revision = "0001"


def upgrade():
    """Nothing to do."""
