"""One index for each tab of the desk, in the order of its list: nothing is read that is not shown."""

from sqlalchemy import Index, text

DUE = "coalesce(due_on, '9999-12-31')"
IS_UNDONE = "turn IS NOT NULL OR to_finish_since IS NOT NULL"
OLDEST = ("made_at", "referral_id")


def tab_indexes():
    return (
        _of_tab("new", "turn", text(DUE), *OLDEST, where="turn IS NOT NULL AND state = 'AWAITING_SIGN'"),
        _of_tab("mine", "turn", text(DUE), *OLDEST, where="turn IS NOT NULL AND state != 'AWAITING_SIGN'"),
        _of_tab("waiting", "unit", text(DUE), *OLDEST, where="turn != unit"),
        _of_tab("late", "unit", text(DUE), *OLDEST, where=IS_UNDONE),
        _of_tab("finishing", "unit", text(DUE), *OLDEST, where="to_finish_since IS NOT NULL"),
        _of_tab("answered", "unit", *OLDEST, where="turn IS NULL AND state != 'RETURNED'"),
    )


def _of_tab(tab, *columns, where):
    return Index(f"ix_desk_{tab}", *columns, postgresql_where=text(where), sqlite_where=text(where))
