"""The demo city as its folder has it, so that tests need not repeat its names."""

from functools import cache

import yaml

from shared.demo.messages import city_folder


@cache
def units() -> dict[str, dict[str, str]]:
    """Every unit by its code."""
    told = yaml.safe_load((city_folder() / "units.yaml").read_text(encoding="utf-8"))
    return {unit["code"]: unit for unit in told}


@cache
def staff() -> dict[str, dict[str, str]]:
    """Every demo sign-in by its user name."""
    told = yaml.safe_load((city_folder() / "demo_staff.yaml").read_text(encoding="utf-8"))
    return {person["username"]: person for person in told}


def name_of(unit: str) -> str:
    """`name_of("caoqiao")`: the Chinese name of a unit."""
    return units()[unit]["name"]
