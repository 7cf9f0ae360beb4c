"""The entrypoint owns the transaction and knows what time it is; everything below receives both."""

from tests.house.sources import calls, name, python_files

ENDS_A_TRANSACTION = {"commit", "rollback", "begin", "begin_nested"}
CLOCKS = {"now", "utcnow", "today", "utc_now", "time.time", "time.time_ns"}
ENTRYPOINTS = {"clock.py", "commands.py"}


def found(folder, wanted):
    for path in python_files(folder):
        for line, call in calls(path):
            if call in wanted or call.rpartition(".")[2] in wanted:
                yield path, line, call


def test_nobody_in_a_service_ends_a_transaction():
    wrong = [f"{name(path)}:{line} {call}" for path, line, call in found("services", ENDS_A_TRANSACTION)]
    assert not wrong, (
        f"{wrong}: the request, the batch or the timer opens the transaction and ends it. An action receives a "
        "session, changes rows and publishes; a timer says `with database(…).transaction() as session`"
    )


def test_nobody_below_an_entrypoint_asks_what_time_it_is():
    wrong = [
        f"{name(path)}:{line} {call}"
        for path, line, call in found("services", CLOCKS)
        if path.name not in ENTRYPOINTS and not call.startswith(("g.", "func."))
    ]
    assert not wrong, (
        f"{wrong}: time is an argument. Pages take g.now and g.today, handlers the event's own moment, clock.py and "
        "commands ask once and hands `now` down"
    )


def test_only_entrypoints_open_a_transaction():
    allowed = {"clock.py", "commands.py"}
    wrong = [
        f"{name(path)}:{line} {call}"
        for path, line, call in found("services", {"transaction"})
        if path.name not in allowed
    ]
    assert not wrong, f"{wrong}: actions, queries and handlers receive a session; only clock.py and commands open one"
