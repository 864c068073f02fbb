"""Long years, one for each seed and record, and a table of what they were made of: `make year SEEDS=20 STEPS=300`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.year.kinds import ACCIDENTS, CONTRIBUTIONS
from tests.year.looking import Looks
from tests.year.starts import STARTS
from tests.year.year import Told, Unexpected, play_year

_BETWEEN_LOOKS = 25


def main() -> int:
    """Play them all; 1 when a step was judged wrongly or a site is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3, help="how many seeds, from the first one on")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--steps", type=int, default=300, help="contributions and accidents of each year")
    given = parser.parse_args()
    told, failed = [], 0
    for seed in range(given.first, given.first + given.seeds):
        for start in STARTS:
            began = time.monotonic()
            try:
                told.append(_played(start, seed, given.steps))
            except (Unexpected, AssertionError) as error:
                failed += 1
                print(error, flush=True)
            print(f"{start}, seed {seed}: {time.monotonic() - began:.0f} s", flush=True)
    _print_table(told)
    return 1 if failed else 0


def _played(start: str, seed: int, steps: int) -> Told:
    with tempfile.TemporaryDirectory(prefix="year-") as folder:
        return play_year(start, seed, steps, Path(folder), Looks(Path(folder)), looks=max(1, steps // _BETWEEN_LOOKS))


def _print_table(told: list[Told]) -> None:
    taken = sum((item.taken for item in told), Counter[str]())
    refused = sum((item.refused for item in told), Counter[str]())
    for name in CONTRIBUTIONS:
        print(f"{taken[name]:6,}  {name}")
    for name, kind in ACCIDENTS.items():
        print(f"{refused[name]:6,}  {name}: refused by the {kind.refused_by}")
    print(f"{taken.total():6,}  contributions of {len(taken)} kinds")
    print(f"{refused.total():6,}  accidents of {len(refused)} kinds refused")
    print(f"{sum(item.builds for item in told):6,}  sites built")
    print(f"{sum(item.links for item in told):6,}  links followed")


if __name__ == "__main__":
    sys.exit(main())
