"""How a matter is numbered: letters of the channel, the day it was received, a count of that day."""

LETTERS = {
    "PHONE": "LD",
    "VISIT": "LF",
    "LETTER": "LX",
    "ONLINE": "WS",
    "FAX": "CZ",
    "FORWARDED": "SZ",
    "LEADER_NOTE": "PS",
    "STATION": "GZ",
}


def series(channel, received_on):
    return f"{LETTERS[channel]}-{received_on.isoformat().replace('-', '')}"


def matter_number(series, count):
    return f"{series}-{count:04d}"
