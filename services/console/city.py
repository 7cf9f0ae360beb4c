"""What the console takes from a city's folder: its units."""

import yaml

from services.console.actions import put_unit


def load(session, folder, now):
    units = yaml.safe_load((folder / "units.yaml").read_text(encoding="utf-8"))
    for unit in units:
        put_unit(session, **unit)
    return f"{len(units)} units"
