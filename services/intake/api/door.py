"""One door, to which every module here adds its addresses."""

from shared.web import api_of

api = api_of("intake")
