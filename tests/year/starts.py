"""The records that a year begins with: the invented town and a copy of the real one, neither known by heart."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from macros.model.fields import texts
from macros.read.files import read
from tests.conftest import PROJECT, TREES, plant

_WRITTEN = ("recorded", "accessed", "checked_on")
_FORMS = ".github/ISSUE_TEMPLATE"


def town(root: Path) -> Path:
    """The good tree, the garden and the town in one folder."""
    plant(root, TREES / "town")
    shutil.copyfile(TREES / "garden.yaml", root / "data" / "commitments" / "garden.yaml")
    return _with_forms(root)


def real(root: Path) -> Path:
    """The record of this project."""
    for part in ("data", "seeds"):
        shutil.copytree(PROJECT / part, root / part)
    return _with_forms(root)


def _with_forms(root: Path) -> Path:
    shutil.copytree(PROJECT / _FORMS, root / _FORMS)
    return root


def first_day(root: Path) -> dt.date:
    """The day after the newest one on which anything was written into a record."""
    days = (text for document in read(root).documents for path, text in texts(document.data) if path[-1] in _WRITTEN)
    return dt.date.fromisoformat(max(days)) + dt.timedelta(days=1)


STARTS = {"town": town, "real": real}
