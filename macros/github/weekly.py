"""One issue with what needs a look, opened or written anew: `python -m macros.github.weekly <file>`.

An empty file closes the issue. Never on a fork: its owner has not asked for it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from macros.github.api import BOT, MAX_TEXT, GitHub

MARKER = "<!-- weekly -->"
TITLE = "Links, quotes and dates that need a look"


def main(arguments: list[str]) -> int:
    """Open, update or close the issue."""
    github = GitHub.here()
    if github.get("")["fork"]:
        print("This is a fork; nothing is opened here")
        return 0
    text = Path(arguments[0]).read_text(encoding="utf-8").strip()
    _keep(github, text)
    return 0


def _keep(github: GitHub, text: str) -> None:
    body = f"{MARKER}\n{text}"[:MAX_TEXT]
    found = [item for item in github.every("/issues", state="open", creator=BOT) if _is_ours(item.get("body"))]
    if found and text:
        github.patch(f"/issues/{found[0]['number']}", {"body": body})
    elif found:
        github.patch(f"/issues/{found[0]['number']}", {"state": "closed"})
    elif text:
        github.post("/issues", {"title": TITLE, "body": body})


def _is_ours(body: str | None) -> bool:
    return (body or "").startswith(MARKER)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
