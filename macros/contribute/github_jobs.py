"""The jobs that may write on GitHub, from files that other jobs left behind. Standard library only.

    python -m macros.contribute.github_jobs comment <folder>   one comment on a pull request
    python -m macros.contribute.github_jobs draft <file>       a draft pull request from a form, and an answer to it
    python -m macros.contribute.github_jobs weekly <file>      one issue with what needs a look

What the files hold was made where a stranger's text or code was at work: it is text and nothing else, and is held
against what the job may do. Which issue or pull request it belongs to is asked of GitHub, never taken from there.
"""

from __future__ import annotations

import base64
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from macros.contribute.github import GitHub, NotAllowed, event, output
from macros.contribute.pr_comment import comment_text

COMMENT, DRAFT, WEEKLY = "<!-- companion -->", "<!-- intake -->", "<!-- weekly -->"
TITLE = "Links, quotes and dates that need a look"
MAX_FILES, MAX_OPEN = 3, 25
MAX_BYTES, MAX_LEFT_BEHIND = 256 * 1024, 2_000_000
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PATH = re.compile(rf"data/(?:commitments|sources)/{_ID}\.yaml", re.ASCII)
_CHECKLIST = """\
Nobody has compared it with the page yet. Before it is merged:

- [ ] The link opens, and the page says what the entry says.
- [ ] The quote in the report stands on the page word for word.
- [ ] The ids, the kind of source and the date are right.
- [ ] The reason of a new status says why this value and no other.
- [ ] Nobody is named or described who should not be.

Press “Ready for review” to start the checks."""


def comment(github: GitHub, folder: Path) -> None:
    """Write the comment, and hand on the number of the pull request for its labels."""
    run = event()["workflow_run"]
    number = pull_request(github, run)
    if number is None:
        print("No open pull request has this commit any longer")
        return
    checked, changed = (_left_behind(folder / name) for name in ("check.json", "diff.json"))
    files = f"{run['head_repository']['html_url']}/blob/{run['head_sha']}"
    github.comment(number, COMMENT, comment_text(checked, changed, files))
    output("number", number)


def pull_request(github: GitHub, run: dict[str, Any]) -> int | None:
    """The open pull request whose newest commit was looked at."""
    head = f"{run['head_repository']['owner']['login']}:{run['head_branch']}"
    pulls = github.get("/pulls", state="open", head=head)
    return next((int(pull["number"]) for pull in pulls if pull["head"]["sha"] == run["head_sha"]), None)


def _left_behind(file: Path) -> Any:
    if file.is_symlink() or file.stat().st_size > MAX_LEFT_BEHIND:
        raise NotAllowed(f"{file.name} is too large, or no plain file")
    return json.loads(file.read_text(encoding="utf-8"))


def weekly(github: GitHub, file: Path) -> None:
    """Open, update or close the issue; never on a fork, whose owner has not asked for it."""
    if github.get("")["fork"]:
        print("This is a fork; nothing is opened here")
        return
    github.rolling_issue(WEEKLY, TITLE, file.read_text(encoding="utf-8").strip())


def draft(github: GitHub, file: Path) -> None:
    """Open the draft if there is one, and answer on the issue of this workflow's own event."""
    proposal = allowed(json.loads(file.read_text(encoding="utf-8")))
    number, text = int(event()["issue"]["number"]), proposal["answer"]
    if proposal["files"]:
        text += f"\n\n{_opened(github, number, proposal)}"
    github.comment(number, DRAFT, text)


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
    if files and not re.fullmatch(_ID, record, re.ASCII):
        raise NotAllowed(f"{record!r} is not the id of a record")
    return proposal


def _opened(github: GitHub, number: int, proposal: dict[str, Any]) -> str:
    """Open the draft, or say why not, in a sentence for the issue."""
    branch = f"form/{number}"
    mine = github.get("/pulls", state="all", head=f"{github.repository.split('/')[0]}:{branch}")
    if mine:
        return f"The draft is #{mine[0]['number']}. It is not written anew, because people may have worked on it."
    waiting = [pull for pull in github.every("/pulls", state="open") if pull["head"]["ref"].startswith("form/")]
    if len(waiting) >= MAX_OPEN:
        return "Many drafts wait for review, so none was opened for this report. A person will do it."
    _branch(github, branch, number, proposal)
    pull = {"title": f"[{proposal['record']}] From issue {number}", "head": branch, "draft": True}
    pull |= {"base": event()["repository"]["default_branch"]}
    pull |= {"body": f"Closes #{number}, which was made with a form.\n\n{_CHECKLIST}"}
    return f"The draft is #{github.post('/pulls', pull)['number']}."


def _branch(github: GitHub, branch: str, number: int, proposal: dict[str, Any]) -> None:
    """One branch with one commit, on top of the commit that the proposal was made from."""
    base = os.environ["GITHUB_SHA"]
    entries = []
    for path, text in proposal["files"].items():
        content = base64.b64encode(text.encode()).decode()
        blob = github.post("/git/blobs", {"content": content, "encoding": "base64"})
        entries.append({"path": path, "mode": "100644", "type": "blob", "sha": blob["sha"]})
    below = github.get(f"/git/commits/{base}")["tree"]["sha"]
    tree = github.post("/git/trees", {"base_tree": below, "tree": entries})
    message = f"[{proposal['record']}] Add what issue {number} reports"
    commit = github.post("/git/commits", {"message": message, "tree": tree["sha"], "parents": [base]})
    github.post("/git/refs", {"ref": f"refs/heads/{branch}", "sha": commit["sha"]})


if __name__ == "__main__":
    {"comment": comment, "draft": draft, "weekly": weekly}[sys.argv[1]](GitHub.here(), Path(sys.argv[2]))
