"""Reading a JSON body: whatever cannot be read is a bad request, however the reading fails."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest


class BodyParser(FlaskParser):
    """webargs' parser, which expects only badly formed JSON and ignores filters that do not exist."""

    DEFAULT_UNKNOWN_BY_LOCATION = {
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": None,
    }  # the schema's own: refuse

    def load_json(self, req: Any, schema: Any) -> Any:
        """The body as Python values. Raises BadRequest, also for thousands of digits or of levels."""
        try:
            return super().load_json(req, schema)
        except (ValueError, RecursionError) as error:
            raise BadRequest from error


class JsonDoor(Blueprint):
    """The blueprint of a JSON door."""

    ARGUMENTS_PARSER = BodyParser()
