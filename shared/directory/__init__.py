"""Each service's own copy of the units and the staff, kept by what the console publishes."""

from shared.directory.copies import (
    INVARIANTS,
    DirectoryBase,
    KnownStaff,
    KnownUnit,
    accused_index,
    keep_staff,
    keep_unit,
    not_accused,
    supervisor_of,
    unit_and_above,
    unit_called,
    unit_names,
    unit_of_person,
)

__all__ = [
    "INVARIANTS",
    "DirectoryBase",
    "KnownStaff",
    "KnownUnit",
    "accused_index",
    "keep_staff",
    "keep_unit",
    "not_accused",
    "supervisor_of",
    "unit_and_above",
    "unit_called",
    "unit_names",
    "unit_of_person",
]
