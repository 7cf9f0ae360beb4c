"""The pipeline of three stages as others would write it, each beside ours: same tables, same messages, one machine.

A stage takes a message from its queue, makes sure that it takes effect once, writes its row and tells the next.
"ordinary" commits and then publishes, so that a process that dies between the two loses an event; "promised" keeps
the event in an outbox of the same transaction, and a relay publishes it.
"""
