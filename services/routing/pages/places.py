"""Places of the city in what is being typed: for the call form of intake, which asks here."""

from flask import g, jsonify, render_template, request
from flask_babel import gettext

from services.routing.city import gazetteer
from services.routing.policy.places_told import places_told
from shared.directory import unit_names
from shared.web import allowed, in_english, pages_of, reads_only

pages = pages_of("routing", "place_pages")
DESK = ("operator", "petition_clerk")
LONGEST = 20_000


@pages.post("/routing/places")
@allowed(*DESK)
@reads_only
def show_places():
    """By a script while it is typed; by a button, as a page on which one is chosen and the form comes back."""
    words = request.form.get("narrative", "")[:LONGEST]
    told = places_told(gazetteer(g.session), words)
    units = unit_names(g.session, in_english())
    if request.headers.get("X-Requested-With") == "fetch":
        return jsonify(places=[_for_script(words, place, units) for place in told])
    typed = [pair for pair in request.form.items(multi=True) if pair[0] not in ("place", "csrf_token", "show_fields")]
    return render_template("places.html", told=told, units=units, says=_says, typed=typed)


def _for_script(words, place, units):
    """A script counts a text in UTF-16."""
    start = _utf16(words[: place.start])
    end = start + _utf16(words[place.start : place.end])
    return {"start": start, "end": end, "place": place.as_place, "says": _says(place, units)}


def _says(place, units):
    unit = units.get(place.unit, place.unit)
    if place.now_called:
        return gettext("%(name)s今为%(now)s · %(unit)s", name=place.name, now=place.now_called, unit=unit)
    return unit


def _utf16(text):
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
