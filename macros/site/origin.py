"""From which commit the site is built: named in citations, and left out where it is not known."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def commit(root: Path) -> str:
    """The commit from the environment variable GITHUB_SHA, else from git when nothing in the folder differs from it."""
    given = os.environ.get("GITHUB_SHA", "")
    found = given if given or not (root / ".git").exists() else _checked_out(root)
    return found if _COMMIT.fullmatch(found) else ""


def _checked_out(root: Path) -> str:
    return "" if _git(root, "status", "--porcelain", "--untracked-files=no") else _git(root, "rev-parse", "HEAD")


def _git(root: Path, *arguments: str) -> str:
    """What git says, or that something is wrong: then nothing is known."""
    try:
        done = subprocess.run(["git", "-C", root, *arguments], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    return done.stdout.strip() if done.returncode == 0 else "unknown"
