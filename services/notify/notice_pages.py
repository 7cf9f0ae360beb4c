"""Pages for whoever must know whether somebody was told."""

from flask import flash, g, redirect, render_template
from flask_babel import gettext

from services.notify import actions, queries
from services.notify.api import READERS, STATES, NoticeFilter
from shared.contracts.notify import MEANS, TEMPLATES
from shared.directory import unit_names
from shared.web import allowed, in_english, load_query, pages_of
from shared.web.looks import opened

pages = pages_of("notify", "notice_pages")


@pages.get("/notify/notices")
@allowed(*READERS)
def list_notices():
    filters = load_query(NoticeFilter)
    return render_template(
        "notices.html",
        page=queries.notices(g.session, g.staff, **vars(filters)),
        filters=filters,
        units=unit_names(g.session, in_english()),
        templates=TEMPLATES,
        means=MEANS,
        states=STATES,
    )


@pages.get("/notify/notices/<uuid:notice_id>")
@allowed(*READERS)
def show_notice(notice_id):
    notice = queries.notice_for(g.session, notice_id, g.staff)
    if notice.unit is None:
        opened(notice.matter_no, "paper", by=g.staff, now=g.now)
    return render_template(
        "notice.html",
        notice=notice,
        reach=queries.reach(g.session, notice),
        units=unit_names(g.session, in_english()),
        templates=TEMPLATES,
        means=MEANS,
    )


@pages.post("/notify/notices/<uuid:notice_id>/handovers")
@allowed("operator", "petition_clerk")
def create_handover(notice_id):
    queries.notice_for(g.session, notice_id, g.staff)
    actions.hand_over(g.session, notice_id, by=g.staff, now=g.now)
    flash(gettext("已记录送达"), "success")
    return redirect(f"/notify/notices/{notice_id}", 303)
