"""Who may import whom: services are prose that knows no other service, shared/ knows no service at all."""

import re

import pytest

from shared.messaging.services import service_classes
from tests.house.sources import ROOT, imports, imports_any, name, python_files

NAMEKO = (r"services/\w+/service\.py", r"shared/messaging/.*", r"shared/web/server\.py", r"shared/runner\.py")
EVENTLET = (*NAMEKO, r"shared/cli\.py", r"shared/demo/.*", r"services/console/passwords\.py")
BROKER = (r"shared/messaging/.*",)


def importing(package, *, except_in):
    """Files that import it though they are none of these."""
    return [
        name(path)
        for path in python_files("services", "shared")
        if imports_any(path, package) and not any(re.fullmatch(pattern, name(path)) for pattern in except_in)
    ]


def test_shared_imports_no_service():
    wrong = [name(path) for path in python_files("shared") if imports_any(path, "services")]
    assert not wrong, (
        f"{wrong} import a service. shared/ is a library: let the service hand over what is needed as an argument, "
        "or announce itself by an entry point in pyproject.toml"
    )


@pytest.mark.parametrize("service", sorted(service_classes()))
def test_a_service_imports_no_other_service(service):
    others = [f"services.{other}" for other in service_classes() if other != service]
    wrong = {name(path): sorted(imports_any(path, *others)) for path in python_files(f"services/{service}")}
    wrong = {path: found for path, found in wrong.items() if found}
    assert not wrong, (
        f"{wrong}: between services there are only events. Hear the event that tells it (handlers.py) and keep what "
        "you need in your own tables; what both need as code belongs in shared/"
    )


def test_nameko_stays_at_the_edge():
    wrong = importing("nameko", except_in=NAMEKO)
    assert not wrong, (
        f"{wrong} import nameko, which only service.py and shared/'s messaging, server and runner may: put the logic "
        "into a function that takes what it needs, and call it from there"
    )


def test_eventlet_stays_at_the_edge():
    wrong = importing("eventlet", except_in=EVENTLET)
    assert not wrong, (
        f"{wrong} import eventlet. Plain blocking calls are green here by themselves; what waits or runs beside "
        "others belongs in shared/messaging or shared/runner.py"
    )


@pytest.mark.parametrize("package", ["kombu", "amqp"])
def test_only_messaging_talks_to_the_broker(package):
    wrong = importing(package, except_in=BROKER)
    assert not wrong, (
        f"{wrong} import {package}. Delivery is solved once, in shared/messaging: publish(session, event), or mark a "
        "handler with @handles"
    )


def test_nothing_but_tests_imports_tests():
    wrong = [name(path) for path in python_files("services", "shared") if imports_any(path, "tests", "pytest")]
    assert not wrong, f"{wrong} import tests: a fake lives beside what it stands for, in the same package"


def test_every_service_has_a_folder_an_entry_point_and_five_lines_that_say_what_it_is():
    folders = {path.parent.name for path in (ROOT / "services").glob("*/service.py")}
    assert folders == set(service_classes()), "announce every service under liandong.services in pyproject.toml"
    for service in folders:
        about = (ROOT / "services" / service / "__init__.py").read_text(encoding="utf-8")
        assert about.startswith('"""'), f"services/{service}/__init__.py says what it owns, publishes and hears"
        assert {"Owns", "Publishes", "Hears"} <= set(re.findall(r"\w+", about)), f"services/{service}/__init__.py"


def test_a_table_of_contents_holds_no_logic():
    wrong = [
        name(path) for path in python_files("services") if path.name == "service.py" and "sqlalchemy" in imports(path)
    ]
    assert not wrong, f"{wrong}: service.py only names what the service is made of; a query belongs in queries.py"
