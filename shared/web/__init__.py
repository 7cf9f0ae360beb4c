"""The pages and the JSON of a service: one Flask app each, all behaving alike."""

from shared.web.access import allowed, beforehand, public, reads_only
from shared.web.app import api_of, create_app, pages_of
from shared.web.forms import load_form, load_query, load_values, page_number, with_defaults
from shared.web.language import in_english, word

__all__ = [
    "allowed",
    "api_of",
    "beforehand",
    "create_app",
    "in_english",
    "load_form",
    "load_query",
    "load_values",
    "page_number",
    "pages_of",
    "public",
    "reads_only",
    "with_defaults",
    "word",
]
