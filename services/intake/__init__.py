"""收件: people, calls, visits, forwarded files, claims; the timeline of every matter; the public progress page.

Owns petitioners, matters, contacts, claims, the timeline, looks, drafts, spreadsheets on their way, which matters may
be one, and which are several. Publishes matter.registered, matter.contacted, matter.corrected, matter.joined,
split.asked, matter.split_off, consultation.answered. Hears everything about matters. Pages for operators, the
petition office, every desk that reads a matter, and the public. Open service.py first.
"""
