"""Pages for everyone: the front door, signing in and out."""

import re

from flask import g, redirect, render_template, request

from services.console import actions
from services.console.forms import SignInForm
from shared.errors import InvalidFields, Refused
from shared.web import load_form, pages_of, public, reads_only, with_defaults
from shared.web.access import sign_in, sign_out
from shared.web.complaints import complaints_of
from shared.web.navigation import home_of

pages = pages_of("console", "home_pages")


@pages.get("/")
@public
def home():
    if g.staff:
        return redirect(home_of(g.staff.role), 303)
    return render_template("front.html")


@pages.get("/console/sign-in")
@public
def new_sign_in():
    return _sign_in_form()


@pages.post("/console/sign-in")
@public
@reads_only
def create_sign_in():
    try:
        form = load_form(SignInForm)
        staff = actions.check_password(g.session, form.username, form.password)
    except Refused as error:
        return _sign_in_form(error), error.status
    sign_in(staff.told, g.now)
    return redirect(_inside(form.next) or home_of(staff.role), 303)


@pages.post("/console/sign-out")
@public
@reads_only
def create_sign_out():
    sign_out()
    return redirect("/", 303)


def _sign_in_form(refused=None):
    values = with_defaults(next=_inside(request.args.get("next")))
    missing = complaints_of(refused) if isinstance(refused, InvalidFields) else []
    return render_template("sign_in.html", values=values, refused=refused, missing=missing)


def _inside(address):
    """Only a path of our own: browsers drop tabs and line ends and read a backslash as a slash."""
    return address if re.fullmatch(r"/(?!/)[^\s\\]*", address or "") else ""
