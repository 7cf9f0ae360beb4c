"""What is told of clocks."""

from datetime import date

from shared.contracts.clocks import (
    ClockBreached,
    ClockDueSoon,
    ClockFellDue,
    ClockMoved,
    ClockStarted,
    ClockStopped,
    StartedClock,
    StoppedClock,
)
from tests.contracts.factories.matter import CLOCK, DUE_ON, MATTER_NO

EXPLANATION = "2026年9月20日（星期日）收到；15日；2026年10月5日（星期一）到期；《信访工作条例》第二十三条第三款"
STARTED_CLOCK = StartedClock(
    clock_id=CLOCK,
    rule="receiver_tells",
    edition="national/2022-05-01",
    kind="duty",
    unit="caoqiao",
    started_on=date(2026, 9, 20),
    due_on=DUE_ON,
    explanation=EXPLANATION,
    explanation_en="received Sun 20 Sep; 15 days; due Mon 5 Oct 2026; 信访工作条例 23",
)
CLOCK_STARTED = ClockStarted(matter_no=MATTER_NO, clocks=(STARTED_CLOCK,))
CLOCK_MOVED = ClockMoved(matter_no=MATTER_NO, was_due_on=date(2026, 10, 4), clock=STARTED_CLOCK)
CLOCK_STOPPED = ClockStopped(
    matter_no=MATTER_NO,
    clocks=(
        StoppedClock(
            clock_id=CLOCK,
            rule="receiver_tells",
            edition="national/2022-05-01",
            kind="duty",
            unit="caoqiao",
            due_on=DUE_ON,
            outcome="done",
            late=False,
        ),
    ),
)
CLOCK_DUE_SOON = ClockDueSoon(
    matter_no=MATTER_NO,
    clock_id=CLOCK,
    rule="receiver_tells",
    edition="national/2022-05-01",
    unit="caoqiao",
    due_on=DUE_ON,
    explanation=EXPLANATION,
    sender="petition_office",
    confidential=False,
    accused_unit="zhapu",
)
OF_A_CLOCK = {name: value for name, value in vars(CLOCK_DUE_SOON).items() if name != "meta"}
CLOCK_FELL_DUE = ClockFellDue(**OF_A_CLOCK)
CLOCK_BREACHED = ClockBreached(supervisor="bureau", **OF_A_CLOCK)
