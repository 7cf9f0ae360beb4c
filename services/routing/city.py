"""What routing takes from a city's folder: its places, and the one gazetteer each process keeps of them."""

import csv

import yaml
from sqlalchemy import select

from services.routing.editions import edition_saying, publish_rules
from services.routing.models import CityEdition, Place
from services.routing.policy.territory import Gazetteer, KnownPlace
from shared.db import next_number

WITHIN = "within"
PLACES = "places"
_kept = {}


def load(session, folder, now):
    places = [
        *_places(folder / "places.csv"),
        *_old_names(folder / "old_names.yaml"),
        *_within(folder / "city.yaml"),
    ]
    known = {place.code: place for place in session.scalars(select(Place))}
    changed = [row for row in places if _differs(known.get(row["code"]), row)]
    for row in changed:
        session.merge(Place(**row))
    if changed:
        next_number(session, CityEdition.__table__, {"name": PLACES})
    return f"{len(places)} places, {_rules(session, folder, now)}"


def _rules(session, folder, now):
    path = folder / "rules.yaml"
    if not path.exists():
        return "no rules"
    text = path.read_text(encoding="utf-8")
    number = edition_saying(session, text) or publish_rules(
        session, text, now=now, more_units=units_in(folder / "units.yaml"), name=str(path)
    )
    return f"edition {number} of the rules"


def units_in(path):
    """(code, kind) of the units of a city's folder: they may not be told of yet."""
    return [(unit["code"], unit["kind"]) for unit in yaml.safe_load(path.read_text(encoding="utf-8"))]


def gazetteer(session):
    """The gazetteer of the city as loaded last; built again only when a city was loaded since."""
    if "gazetteer" not in session.info:
        edition = session.scalar(select(CityEdition.last).where(CityEdition.name == PLACES))
        session.info["gazetteer"] = _gazetteer(str(session.get_bind().url), edition, session)
    return session.info["gazetteer"]


def _gazetteer(where, edition, session):
    if _kept.get("edition") != (where, edition):
        rows = session.scalars(select(Place)).all()
        places = [KnownPlace(p.code, p.name, p.unit, p.now_called) for p in rows if p.kind != WITHIN]
        _kept["gazetteer"] = Gazetteer(places, within=[p.name for p in rows if p.kind == WITHIN])
        _kept["edition"] = (where, edition)
    return _kept["gazetteer"]


def _places(path):
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {**row, "now_called": None}
            if row["kind"] == "township":  # callers say 曹桥 for 曹桥街道
                short = row["name"].removesuffix("街道").removesuffix("镇")
                yield {**row, "code": f"{row['code']}_short", "name": short, "kind": "short_name", "now_called": None}


def _old_names(path):
    for old in yaml.safe_load(path.read_text(encoding="utf-8")):
        yield {
            "code": f"old_{old['code']}_{old['name']}",
            "name": old["name"],
            "kind": "old_name",
            "unit": old["unit"],
            "now_called": old["now_called"],
        }


def _within(path):
    city = yaml.safe_load(path.read_text(encoding="utf-8"))
    for name in city["within"]:
        yield {"code": f"within_{name}", "name": name, "kind": WITHIN, "unit": "bureau", "now_called": None}


def _differs(place, row):
    return place is None or any(getattr(place, name) != value for name, value in row.items())
