"""Each service's own copy of the units and the staff, kept by what the console publishes."""

from shared.directory.copies import (
    DirectoryBase,
    KnownStaff,
    KnownUnit,
    keep_staff,
    keep_unit,
    unit_called,
    unit_names,
    units_within,
)

__all__ = [
    "DirectoryBase",
    "KnownStaff",
    "KnownUnit",
    "keep_staff",
    "keep_unit",
    "unit_called",
    "unit_names",
    "units_within",
]
