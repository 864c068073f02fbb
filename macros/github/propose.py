"""From a proposal to a draft pull request, and the answer on the issue: `python -m macros.github.propose <file>`.

The proposal was made by a job that cannot write. It is held against what a form may change before anything is
written, and the issue it belongs to is that of this workflow's own event.
"""

from __future__ import annotations

import base64
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from macros.github.api import GitHub, event

MARKER = "<!-- intake -->"
MAX_FILES = 3
MAX_BYTES = 256 * 1024
MAX_OPEN = 25
_PATH = re.compile(r"data/(?:commitments|sources)/[a-z0-9]+(?:-[a-z0-9]+)*\.yaml", re.ASCII)
_RECORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


class NotAllowed(Exception):
    """The proposal would change something that a form may not."""


def main(arguments: list[str]) -> int:
    """Open the draft if there is one, and answer on the issue."""
    proposal = allowed(json.loads(Path(arguments[0]).read_text(encoding="utf-8")))
    issue, github = event()["issue"], GitHub.here()
    number = int(issue["number"])
    text = proposal["answer"]
    if proposal["files"]:
        text += f"\n\n{_draft(github, number, proposal)}"
    github.tell(number, MARKER, text)
    return 0


def allowed(proposal: dict[str, Any]) -> dict[str, Any]:
    """The proposal, once it is known to hold only texts of records.

    Raises:
        NotAllowed: it holds something else.
    """
    files, record = proposal["files"], proposal["record"]
    if len(files) > MAX_FILES or not isinstance(proposal["answer"], str):
        raise NotAllowed("the proposal has too many files, or no answer")
    for path, text in files.items():
        if not _PATH.fullmatch(path) or not isinstance(text, str) or len(text.encode()) > MAX_BYTES:
            raise NotAllowed(f"{path!r} is not a record that a form may write")
    if files and not _RECORD.fullmatch(record):
        raise NotAllowed(f"{record!r} is not the id of a record")
    return proposal


def _draft(github: GitHub, number: int, proposal: dict[str, Any]) -> str:
    """Open the draft, or say why not, in a sentence for the issue."""
    branch = f"form/{number}"
    mine = github.get("/pulls", state="all", head=f"{github.repository.split('/')[0]}:{branch}")
    if mine:
        return f"The draft is #{mine[0]['number']}. It is not written anew, because people may have worked on it."
    waiting = [pull for pull in github.every("/pulls", state="open") if pull["head"]["ref"].startswith("form/")]
    if len(waiting) >= MAX_OPEN:
        return "Many drafts wait for review, so none was opened for this report. A person will do it."
    _branch(github, branch, number, proposal)
    pull = github.post("/pulls", _pull(branch, number, proposal))
    return f"The draft is #{pull['number']}."


def _branch(github: GitHub, branch: str, number: int, proposal: dict[str, Any]) -> None:
    """One branch with one commit, on top of the commit that the proposal was made from."""
    base = os.environ["GITHUB_SHA"]
    entries = []
    for path, text in proposal["files"].items():
        content = base64.b64encode(text.encode()).decode()
        blob = github.post("/git/blobs", {"content": content, "encoding": "base64"})
        entries.append({"path": path, "mode": "100644", "type": "blob", "sha": blob["sha"]})
    commit_of_base = github.get(f"/git/commits/{base}")
    tree = github.post("/git/trees", {"base_tree": commit_of_base["tree"]["sha"], "tree": entries})
    message = f"[{proposal['record']}] Add what issue {number} reports"
    commit = github.post("/git/commits", {"message": message, "tree": tree["sha"], "parents": [base]})
    github.post("/git/refs", {"ref": f"refs/heads/{branch}", "sha": commit["sha"]})


def _pull(branch: str, number: int, proposal: dict[str, Any]) -> dict[str, Any]:
    body = (
        f"Closes #{number}, which was made with a form.\n\n"
        "Nobody has compared it with the page yet. Before it is merged:\n\n"
        "- [ ] The link opens, and the page says what the entry says.\n"
        "- [ ] The quote in the report stands on the page word for word.\n"
        "- [ ] The ids, the kind of source and the date are right.\n"
        "- [ ] The reason of a new status says why this value and no other.\n"
        "- [ ] Nobody is named or described who should not be.\n\n"
        "Press “Ready for review” to start the checks."
    )
    title = f"[{proposal['record']}] From issue {number}"
    return {
        "title": title,
        "head": branch,
        "base": event()["repository"]["default_branch"],
        "body": body,
        "draft": True,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
