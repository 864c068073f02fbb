"""Where the project lies that a command works on."""

from __future__ import annotations

from pathlib import Path


class NoProject(Exception):
    """No folder with `data/commitments` was found here or above."""


def find_root(start: Path) -> Path:
    """The nearest folder, from here upwards, that holds `data/commitments`.

    Raises:
        NoProject: there is none.
    """
    for folder in (start, *start.parents):
        if (folder / "data" / "commitments").is_dir():
            return folder
    raise NoProject(f"{start} is not inside a project: no folder data/commitments here or above")
