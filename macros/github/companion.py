"""One comment on a pull request, from what its own run left behind: `python -m macros.github.companion <folder>`.

That run executed a stranger's code, so what it left is text and nothing else. Which pull request it belongs to is
asked of GitHub, never taken from there.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from macros.github.api import GitHub, event, output
from macros.github.wording import comment

MARKER = "<!-- companion -->"
MAX_BYTES = 2_000_000


def main(arguments: list[str]) -> int:
    """Write the comment, and hand on the number of the pull request for its labels."""
    github, run = GitHub.here(), event()["workflow_run"]
    number = pull_request(github, run)
    if number is None:
        print("No open pull request has this commit any longer")
        return 0
    files = f"{run['head_repository']['html_url']}/blob/{run['head_sha']}"
    checked, changed = _left_behind(Path(arguments[0]))
    github.tell(number, MARKER, comment(checked, changed, files))
    output("number", number)
    return 0


def pull_request(github: GitHub, run: dict[str, Any]) -> int | None:
    """The open pull request whose newest commit was looked at."""
    head = f"{run['head_repository']['owner']['login']}:{run['head_branch']}"
    pulls = github.get("/pulls", state="open", head=head)
    return next((int(pull["number"]) for pull in pulls if pull["head"]["sha"] == run["head_sha"]), None)


def _left_behind(folder: Path) -> Iterator[Any]:
    """What the checks said, and what changed."""
    for name in ("check.json", "diff.json"):
        file = folder / name
        if file.is_symlink() or file.stat().st_size > MAX_BYTES:
            raise SystemExit(f"{name} is too large, or no plain file")
        yield json.loads(file.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
