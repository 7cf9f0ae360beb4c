"""分派: places and who has them, the rules, referral orders and what a unit does with them.

Owns places, the editions of the rules, referrals, their acts and clocks. Publishes matter.held_for_triage,
referral.made, matter.accepted, referral.signed, referral.objected, referral.returned, referral.objection_refused,
reply.*, opinion.performed, completion.*, matter.completed, referral.taken_over, sending.taken_over,
objection.passed_on, handler.released, handler.reassigned,
referral.passed_down, assistance.*, extension.*, handling.extended,
order.extended, mediation.*, referral.steered_away, claim.split, split.refused, referral.chased, supervision.*,
review.*, hearing.*, personal.shown and clock.*. Hears matter.registered, matter.contacted, matter.corrected,
withdrawal.recorded, split.asked, matter.split_off, unit.changed and staff.changed. Pages for township offices,
the petition office and leaders. Open service.py first.
"""
