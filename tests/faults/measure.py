"""Figures without faults: `python -m tests.faults.measure [embedded] [real]`.

How long the whole file takes in each mode until all is quiet, how soon a second start answers its first page,
and how much memory the processes hold. Other load on the machine is printed beside them.
"""

import os
import sys
import time
import urllib.request
from contextlib import closing

from tests.faults.cities import City, EmbeddedCity, RealCity
from tests.faults.load import Load
from tests.faults.messages import all_rows, source
from tests.faults.verdict import judge
from tests.faults.wounds import Wounds


def main() -> None:
    modes = sys.argv[1:] or ["embedded", "real"]
    say(f"loaded: {source()}; {os.cpu_count()} processors")
    for mode in modes:
        with closing(EmbeddedCity() if mode == "embedded" else RealCity(fsync=True)) as city:
            city.start()
            city.wait_until_quiet()
            if isinstance(city, EmbeddedCity):
                say(f"embedded: {second_start(city):.2f} s from the second start to the first page")
                city.wait_until_quiet()
            measure(city)


def measure(city: City) -> None:
    say(f"{city.mode}, idle: {memory(city)}")
    load = Load(city, all_rows()).start()
    loaded = load.finish()
    quiet = city.wait_until_quiet()
    say(
        f"{city.mode}: {load.sent} messages in {loaded:.1f} s ({load.sent / loaded:.0f} a second), "
        f"quiet {quiet:.1f} s later, at worst {load.longest_silence:.1f} s without an answer; other load {busy()}"
    )
    say(f"{city.mode}, after the load: {memory(city)}")
    say(str(judge(city, load, Wounds())))


def second_start(city: EmbeddedCity) -> float:
    program = city.programs["embedded"]
    program.terminate(60)
    began = time.monotonic()
    program.start()
    while True:
        try:
            with urllib.request.urlopen(f"{program.address}/", timeout=10) as page:
                page.read()
                return time.monotonic() - began
        except OSError:
            time.sleep(0.01)


def memory(city: City) -> str:
    return ", ".join(f"{name} {program.resident()} MB" for name, program in city.programs.items())


def busy() -> str:
    return f"{os.getloadavg()[1]:.1f} over the last five minutes"


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
