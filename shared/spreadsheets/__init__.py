"""Reading a spreadsheet that somebody sent: xlsx or csv, of whatever origin, within bounds that no file can widen."""

from shared.spreadsheets.cells import Cell, Row
from shared.spreadsheets.reading import inspect, rows
from shared.spreadsheets.refusals import Unreadable

__all__ = ["Cell", "Row", "Unreadable", "inspect", "rows"]
