"""告知: every notice that an event owes, as one row, until it has left the house.

Owns notices, and how whoever gets them asked to be reached. Publishes notice.sent, notice.failed and personal.shown.
Hears matter.registered, matter.contacted, referral.made, reply.issued and others. Pages for everyone who must know
whether somebody was told. Open service.py first.
"""
