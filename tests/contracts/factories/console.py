"""Units, and who works in them."""

from shared.contracts.console import StaffChanged, UnitChanged
from tests.contracts.factories.matter import AT

UNIT_CHANGED = UnitChanged(
    code="caoqiao",
    kind="justice_office",
    name="演示司法所",
    name_en="Demo Justice Office",
    superior="bureau",
    mail="caoqiao@demo.invalid",
    phone="0000-00000000",
    active=True,
    successor="zhapu",
)
STAFF_CHANGED = StaffChanged(
    username="caoqiao",
    name="演示经办人",
    unit="caoqiao",
    role="office_clerk",
    active=False,
    signed_out_before=AT,
    successor="caoqiao2",
)
