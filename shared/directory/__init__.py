"""Each service's own copy of the units and the staff, kept by what the console publishes."""

from shared.directory.barring import (
    UnrelatedAccused,
    accused,
    accused_index,
    is_accused,
    may_not_know,
    not_accused,
    unit_accused,
)
from shared.directory.copies import (
    INVARIANTS,
    ever_above,
    keep_staff,
    keep_unit,
    staff_names,
    supervisor_of,
    unit_and_above,
    unit_called,
    unit_names,
    usernames_of,
)
from shared.directory.tables import DirectoryBase, Formerly, KnownStaff, KnownUnit

__all__ = [
    "INVARIANTS",
    "DirectoryBase",
    "Formerly",
    "KnownStaff",
    "KnownUnit",
    "UnrelatedAccused",
    "accused",
    "accused_index",
    "ever_above",
    "is_accused",
    "keep_staff",
    "keep_unit",
    "may_not_know",
    "not_accused",
    "staff_names",
    "supervisor_of",
    "unit_accused",
    "unit_and_above",
    "unit_called",
    "unit_names",
    "usernames_of",
]
