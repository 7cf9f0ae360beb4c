"""法援: what was steered to the legal-aid centre, as drafts of applications.

Owns applications and their clocks. Publishes aid.draft_opened, aid.withdrawn, personal.shown, clock.*. Hears
referral.made, matter.contacted. Pages for legal-aid clerks. Open service.py first.
"""
