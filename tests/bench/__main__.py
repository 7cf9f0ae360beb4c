"""`python -m tests.bench [matters]`: prints the figures of every bench."""

import sys

from tests.bench import rules


def main() -> None:
    matters = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for line in rules.report(matters):
        print(line, flush=True)


if __name__ == "__main__":
    main()
