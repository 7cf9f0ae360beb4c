"""The fictional matter all events are about."""

from datetime import UTC, date, datetime
from uuid import UUID

from shared.contracts.intake import RegisteredPetitioner

MATTER_NO = "LD-20260920-0001"
CLAIM = UUID("00000000-0000-4000-8000-000000000001")
REFERRAL = UUID("00000000-0000-4000-8000-000000000002")
NOTICE = UUID("00000000-0000-4000-8000-000000000003")
ORDER = UUID("00000000-0000-4000-8000-000000000006")
CLOCK = UUID("00000000-0000-4000-8000-000000000005")
DUE_ON = date(2026, 10, 5)
EVENT = "01990000-0000-7000-8000-000000000004"
AT = datetime(2026, 9, 20, 1, 30, tzinfo=UTC)
REPLY_BY = date(2026, 10, 20)

PETITIONER = RegisteredPetitioner(
    name="林某", phone="13800000000", address="演示路零号", groups=("migrant_worker", "woman")
)
NARRATIVE = "（虚构）在演示塑料厂受伤，与厂方协商未成。"
CLAIM_TEXT = "（虚构）请求工伤赔偿"
PLACE = "曹桥街道演示村"
