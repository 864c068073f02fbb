"""Measure, side by side in one run: our full build, and MkDocs with Material on the same pages as plain Markdown.

Run it with `make bench`. It prints a table of seconds, ratio and peak memory for each size, and what reading and
checking a record costs. Our build writes four times as many files as the other one, most of them the API's, so a disk
that is slow to make files counts against it; `TMPDIR=/dev/shm make bench` leaves the disk out.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench import plain, synthetic

PROJECT = Path(__file__).resolve().parent.parent
SIZES = (100, 1_000, 10_000)
_HEAD = "commitments   pages   ours s  plain s  ratio  of CPU s  ours MiB  ms a record"
_CHECK = """\
import datetime, pathlib, sys, time
from macros.checks import check
from macros.problems import errors
start = time.perf_counter()
tracker, problems = check(pathlib.Path(sys.argv[1]), datetime.date(2026, 11, 21))
assert not errors(problems), problems[:3]
records = len(tracker.commitments) + len(tracker.sources) + len(tracker.bodies) + len(tracker.themes)
print((time.perf_counter() - start) / records * 1000)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One measured process: wall-clock seconds, seconds of processor time, and peak memory in MiB."""

    seconds: float
    busy: float
    peak: float


def main() -> int:
    """Measure every size that is asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--rounds", type=int, default=1, help="take the fastest of so many runs, taken in turn")
    arguments = parser.parse_args()
    print(_HEAD)
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(_measure(size, Path(folder), arguments.rounds), flush=True)
    return 0


def _measure(size: int, folder: Path, rounds: int) -> str:
    ours, other = folder / "ours", folder / "plain"
    synthetic.make(ours, PROJECT, size)
    build(ours)
    pages = plain.write(ours / "site", other)
    (other / "mkdocs.yml").write_text(plain.settings(PROJECT / "mkdocs.yml"), encoding="utf-8")
    pairs = [(build(ours), build(other)) for _ in range(rounds)]
    mine = min((pair[0] for pair in pairs), key=lambda run: run.seconds)
    theirs = min((pair[1] for pair in pairs), key=lambda run: run.seconds)
    wall, busy = mine.seconds / theirs.seconds, mine.busy / theirs.busy
    times = f"{mine.seconds:8.2f} {theirs.seconds:8.2f} {wall:6.2f} {busy:9.2f}"
    figures = f"{times} {mine.peak:9.0f} {_checking(ours):12.3f}"
    return f"{size:11,} {pages:7,} {figures}"


def build(folder: Path) -> Run:
    """Build the site below a folder in a process of its own.

    Raises:
        RuntimeError: the build failed; the message holds what it printed.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean"]
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=_environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(said.decode(errors="replace"))
    return Run(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "TODAY": "2026-11-21", "PYTHONPATH": str(folder), "NO_MKDOCS_2_WARNING": "1"}


def _checking(folder: Path) -> float:
    """Milliseconds that reading and checking cost for each record."""
    command = [sys.executable, "-c", _CHECK, str(folder)]
    done = subprocess.run(command, env=_environment(folder), cwd=folder, check=True, capture_output=True, text=True)
    return float(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
