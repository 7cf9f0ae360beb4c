"""The index of words keeps no list of what it has still to take in: every search read that list from end to end."""

from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER INDEX ix_matter_words SET (fastupdate = off)")
        op.execute("SELECT gin_clean_pending_list('ix_matter_words')")
