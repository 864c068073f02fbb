"""Measure, side by side in one run: our full build, and MkDocs with Material on the same pages as plain Markdown.

`make bench`, or `python -m bench.run real 1000 --rounds 3`, prints for the real record and for made-up ones of each
size the processor time of both builds, their ratio, and the peak memory. Our build writes four times as many files as
the other one, most of them the API's, so a disk that is slow to make files counts against it: `TMPDIR=/dev/shm` leaves
the disk out.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench import plain, synthetic

PROJECT = Path(__file__).resolve().parent.parent
_SIZES = ("real", "1000", "10000")


@dataclass(frozen=True, slots=True)
class Run:
    """One measured process: seconds of processor time, and peak memory in MiB."""

    seconds: float
    peak: float


def main() -> int:
    """Measure every size that is asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=_SIZES, help="`real`, or a number of commitments")
    parser.add_argument("--rounds", type=int, default=1, help="take the fastest of so many pairs")
    arguments = parser.parse_args()
    print("commitments   pages   ours s  plain s  ratio  ours MiB  plain MiB")
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(_measure(size, Path(folder), arguments.rounds), flush=True)
    return 0


def _measure(size: str, folder: Path, rounds: int) -> str:
    ours, other = folder / "ours", folder / "plain"
    synthetic.make(ours, PROJECT, None if size == "real" else int(size))
    build(ours)
    pages = plain.write(ours / "site", other)
    (other / "mkdocs.yml").write_text(plain.settings(PROJECT / "mkdocs.yml"), encoding="utf-8")
    pairs = [(build(ours), build(other)) for _ in range(rounds)]
    mine, theirs = (min(runs, key=lambda run: run.seconds) for runs in zip(*pairs, strict=True))
    count = sum(1 for _ in (ours / "data" / "commitments").glob("*.yaml"))
    times = f"{mine.seconds:8.2f} {theirs.seconds:8.2f} {mine.seconds / theirs.seconds:6.2f}"
    return f"{count:11,} {pages:7,} {times} {mine.peak:9.0f} {theirs.peak:10.0f}"


def build(folder: Path) -> Run:
    """Build the site below a folder in a process of its own.

    Raises:
        RuntimeError: the build failed; the message holds what it printed.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(said.decode(errors="replace"))
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    sys.exit(main())
