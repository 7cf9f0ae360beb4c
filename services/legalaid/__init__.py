"""法援: what was steered to the legal-aid centre, as drafts of applications.

Owns applications and their clocks. Publishes aid.draft_opened, clock.*. Hears referral.made, matter.contacted.
Pages for legal-aid clerks. Open service.py first.
"""
