"""The rules of the house are tested under the published example key, whatever this shell's environment says."""

import pytest

from shared.config import Settings
from shared.db import Database
from shared.db.migrate import migrate
from shared.messaging.services import migrations_of, service_classes
from shared.web.app import create_app
from tests.contracts.example_key import EXAMPLE_SETTINGS, example_settings

__all__ = ["example_settings"]


@pytest.fixture(scope="session")
def databases(tmp_path_factory):
    """Every service's own database, its tables made by its migrations."""
    url = f"sqlite:///{tmp_path_factory.mktemp('house')}"
    opened = {service: Database(service, url) for service in service_classes()}
    for service, database in opened.items():
        migrate(database, migrations_of(service))
    yield opened
    for database in opened.values():
        database.close()


@pytest.fixture(scope="session")
def apps(databases):
    """Every service's Flask app, with all its pages and its JSON door."""
    settings = Settings.read({f"LIANDONG_{name}": value for name, value in EXAMPLE_SETTINGS.items()})
    return {
        service: create_app(service, databases[service], settings, *kind.pages.blueprints)
        for service, kind in service_classes().items()
    }
