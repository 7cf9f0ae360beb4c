"""How psycopg2 waits without holding up other green threads, as its documentation shows."""

from eventlet.hubs import trampoline
from psycopg2 import extensions


def wait_greenly(connection):
    while (state := connection.poll()) != extensions.POLL_OK:
        if state == extensions.POLL_READ:
            trampoline(connection.fileno(), read=True)
        elif state == extensions.POLL_WRITE:
            trampoline(connection.fileno(), write=True)
