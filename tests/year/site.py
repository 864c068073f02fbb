"""The site of a played record: built strictly, in a process of its own, as it is on the day that is reached."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

from macros.model.tracker import Tracker
from tests.conftest import PROJECT
from tests.crawl import Crawl
from tests.year.played import Played

BASE = "https://tracker.example/x/"


class Site(Crawl):
    """A built site, and the record that it was built from."""

    def __init__(self, folder: Path, tracker: Tracker, day: str) -> None:
        super().__init__(folder, BASE)
        self.tracker, self.day = tracker, day

    def json(self, name: str) -> Any:
        """A file of the API."""
        return json.loads(self.text(name))

    def table(self, name: str) -> list[dict[str, str]]:
        """The rows of a table."""
        with self.files[f"data/csv/{name}.csv"].open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @cached_property
    def derived(self) -> dict[str, dict[str, str]]:
        """What the table says of the state of each commitment."""
        return {row["commitment_id"]: row for row in self.table("commitments_derived")}


def build(play: Played, folder: Path) -> Site:
    """Build the site of the record as it is."""
    for part in ("macros", "docs"):
        if not (play.root / part).exists():
            shutil.copytree(PROJECT / part, play.root / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(PROJECT / "mkdocs.yml", play.root / "mkdocs.yml")
    said = {
        "TODAY": play.today,
        "SITE_URL": BASE,
        "GITHUB_SHA": "",
        "GITHUB_REPOSITORY": "",
        "NO_MKDOCS_2_WARNING": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=play.root,
        env={**os.environ, **said},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"the site of {play.day} was not built\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    return Site(folder, play.tracker, play.today)
