"""Each service's own database: one transaction per request, message batch or tick."""

from shared.db.database import Database, close_databases, database
from shared.db.errors import DatabaseAway, RunAgain, sort_out
from shared.db.sql import insert_if_absent, insert_rows, moment, next_number, now_by_database, utc_now
from shared.db.types import Moment, SealedBytes, SealedText

__all__ = [
    "Database",
    "DatabaseAway",
    "Moment",
    "RunAgain",
    "SealedBytes",
    "SealedText",
    "close_databases",
    "database",
    "insert_if_absent",
    "insert_rows",
    "moment",
    "next_number",
    "now_by_database",
    "sort_out",
    "utc_now",
]
