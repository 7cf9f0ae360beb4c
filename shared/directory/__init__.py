"""Each service's own copy of the units and the staff, kept by what the console publishes."""

from shared.directory.copies import (
    INVARIANTS,
    DirectoryBase,
    KnownStaff,
    KnownUnit,
    UnrelatedAccused,
    accused,
    accused_index,
    is_accused,
    keep_staff,
    keep_unit,
    not_accused,
    supervisor_of,
    unit_accused,
    unit_and_above,
    unit_called,
    unit_names,
)

__all__ = [
    "INVARIANTS",
    "DirectoryBase",
    "KnownStaff",
    "KnownUnit",
    "UnrelatedAccused",
    "accused",
    "accused_index",
    "is_accused",
    "keep_staff",
    "keep_unit",
    "not_accused",
    "supervisor_of",
    "unit_accused",
    "unit_and_above",
    "unit_called",
    "unit_names",
]
