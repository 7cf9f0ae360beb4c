"""运行: sign-in, the staff and the tree of units, the monitor of queues and dead letters.

Owns staff and units. Publishes unit.changed, staff.changed, redrive.requested. Hears event.dead, event.settled.
Pages for everyone (sign-in, home), operations and the administrator. Open service.py first.
"""
