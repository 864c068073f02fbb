"""The form door from end to end: the body of an issue, the two steps of the workflow, and what GitHub is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from macros.checks import load
from macros.contribute import github_jobs as door
from macros.contribute import intake
from macros.contribute.github import escape_for_github, visible
from macros.contribute.intake import propose
from macros.read.yaml import compose

RECORD = "data/commitments/library-hours.yaml"
HOSTILE = [
    "$(touch owned) `touch owned` ; touch owned",
    '"; touch owned; echo "',
    "${{ github.token }} ${{ secrets.TOKEN }}",
    "{{ 7*7 }} {% raw %} {# no #}",
    "<script>alert(1)</script></title><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1)) ![x](https://tracker.example/x.png) www.tracker.example",
    "delivery: delivered # and so on: yes",
    "!!python/object/apply:os.system [touch owned]",
    "&anchor *alias <<: merge",
    "- item\n- item\n---\ndelivery: delivered",
    "a\n### Record\n\nbridge-repair",
    "::set-output name=form::x",
    "form=wrong\nEOF",
    "@owners please see #1 and GH-2 and 0123456789abcdef",
    "../../.github/workflows/deploy",
    "back\u202ewards zero\u200bwidth nul\x00l bell\x07",
    "'single' and \"double\" and \\backslash",
    "1e3",
    "null",
    "no",
]
FIELDS = ["record", "link", "publisher", "page_title", "issued", "date", "what", "shows", "quote", "where"]
CHOICES = ["page_kind", "event"]


def event(body: str, number: int = 12) -> dict[str, Any]:
    """What GitHub hands to the workflow."""
    return {"issue": {"number": number, "body": body}, "repository": {"default_branch": "main"}}


@pytest.fixture
def proposal(checkout: Any, step: Any) -> Callable[[str], dict[str, Any]]:
    """Runs the step that reads the form; the proposal that it leaves."""

    def made(body: str) -> dict[str, Any]:
        done = checkout.run(step("intake", "read", "Read"), event(body))
        assert done.returncode == 0, done.stderr
        file = checkout.root / "intake" / "proposal.json"
        return json.loads(file.read_text()) if file.exists() else {}

    return made


def test_installing_is_a_target_of_make(checkout: Any, step: Any) -> None:
    done = checkout.run(step("intake", "read", "Install"), {})

    assert done.returncode == 0, done.stderr


def test_good_form_becomes_an_event_and_a_source(proposal: Any, changed: Any, checkout: Any) -> None:
    found = proposal(changed())
    source = "2026-11-18-mill-town-book-van-runs-again"
    text = found["files"][RECORD]

    assert set(found["files"]) == {RECORD, f"data/sources/{source}.yaml"}
    assert checkout.outputs == {"form": "changed"}
    assert checkout.git("status", "--porcelain") == ""
    added = [line for line in text.splitlines() if line not in (checkout.root / RECORD).read_text().splitlines()]
    assert added == [
        "  - id: book-van-called-two-villages",
        "    date: 2026-11-17",
        "    what: The book van called at two villages.",
        f"      - source: {source}",
        "        says: The council says that the van called at two villages on 17 November 2026.",
    ]
    assert "New entry, act of 2026-11-17: The book van called at two villages." in found["answer"]


def test_status_follows_from_the_rules_and_not_from_the_form(proposal: Any, changed: Any) -> None:
    """The transport office has only promised; an act known from its own page makes it under way."""
    found = proposal(changed(record="bridge-repair", page_kind="Government", what="The office paid the first part."))
    data = compose(found["files"]["data/commitments/bridge-repair.yaml"], "").data

    assert data["assessments"][-1] == {
        "date": "2026-11-17",
        "recorded": "2026-11-21",
        "delivery": "under-way",
        "reason": "The office paid the first part.",
        "rests_on": ["office-paid-first-part"],
    }
    assert "from **Planned** to **Under way**" in found["answer"]


def test_address_of_the_page_will_do_for_the_record(proposal: Any, changed: Any) -> None:
    assert proposal(changed(record="https://site.example/tracker/commitments/library-hours/"))["files"]


def test_known_address_uses_the_source_that_is_there(proposal: Any, changed: Any) -> None:
    address = "https://inspectorate.example.org/reports/7?utm_source=mail#page=4"
    found = proposal(changed(link=address, event="Finding", date="2025-09-30"))

    assert set(found["files"]) == {RECORD}
    assert "- source: 2025-09-30-inspection-report" in found["files"][RECORD]


def test_quote_from_a_held_text_is_checked(proposal: Any, changed: Any) -> None:
    minutes = "https://council.example.org/minutes/2025-03-10"
    good = proposal(
        changed(link=minutes, date="2025-03-10", quote="accepts the petition in full and without conditions")
    )
    wrong = proposal(changed(link=minutes, date="2025-03-10", quote="accepts the petition in part and with conditions"))

    assert "quote: accepts the petition in full and without conditions" in good["files"][RECORD]
    assert not wrong["files"]
    assert "“Quote”" in wrong["answer"]
    assert "EVD001" in wrong["answer"]


def test_issue_that_is_no_form_is_left_alone(proposal: Any, checkout: Any) -> None:
    assert proposal("The bridge is closed again.\n\n### Record\n\nlibrary-hours") == {}
    assert checkout.outputs == {}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"record": "library-hour"}, "did you mean 'library-hours'?"),
        ({"date": "17/11/2026"}, "“When it happened” is '17/11/2026'; write a date written YYYY-MM-DD"),
        ({"date": "2026-12-24"}, "“When it happened”"),
        (
            {"link": "http://council.example.org/x"},
            "“Link to the page” is not an address that begins with https:\u2060//",
        ),
        ({"what": ""}, "“What happened” is empty"),
        ({"what": "Word " * 500}, "“What happened” is longer than 2,000 characters"),
        ({"page_kind": "Gossip"}, "“What kind of page it is” is 'Gossip'; choose one of the list"),
        ({"what": "Maria Miller opened the van."}, "“What happened”: 'Maria Miller' is not a known name"),
        ({"shows": "Call the clerk on 01632 960123."}, "“What the page shows”"),
        ({"where": "a\n### Record\n\nbridge-repair"}, "“\\#\\#\\# Record” stands more than once"),
    ],
)
def test_what_cannot_be_used_is_told_by_the_labels_of_the_form(
    typed: dict[str, str], told: str, proposal: Any, changed: Any
) -> None:
    found = proposal(changed(**typed))

    assert found["files"] == {}
    assert told in found["answer"]


def test_two_faults_are_told_at_once(proposal: Any, changed: Any) -> None:
    found = proposal(changed(date="yesterday", link="ftp://council.example.org"))

    assert "“When it happened”" in found["answer"]
    assert "“Link to the page”" in found["answer"]


def test_wrong_sentence_is_corrected_by_a_new_entry(proposal: Any, filled: Any) -> None:
    body = filled(
        "wrong",
        record="library-hours",
        part="The council hired four librarians.",
        right="The council hired three librarians.",
        why="The report counts three.",
        link="https://inspectorate.example.org/reports/7",
        shows="The report counts three librarians.",
    )
    data = compose(proposal(body)["files"][RECORD], "").data
    entry = next(item for item in data["events"] if "corrects" in item)

    assert entry["what"] == "The council hired three librarians."
    assert entry["corrects"] == {"entry": "staff-hired", "reason": "The report counts three."}
    assert [item["what"] for item in data["events"]].count("The council hired four librarians.") == 1
    assert [item["rests_on"] for item in data["assessments"] if "corrects" in item] == [["staff-hired-corrected"]]


@pytest.mark.parametrize(("record", "part"), [("site", "The menu"), ("library-hours", "No such sentence.")])
def test_what_needs_a_person_is_left_to_people(record: str, part: str, proposal: Any, filled: Any) -> None:
    found = proposal(filled("wrong", record=record, part=part, right="Another.", why="It was so."))

    assert found["files"] == {}
    assert "a person will read it" in found["answer"]


def test_new_promise_becomes_a_record(proposal: Any, filled: Any) -> None:
    body = filled(
        "promise",
        name="Plant trees along the river",
        summary="The council will plant trees along the river.",
        kind="Programme of work",
        maker="mill-town-council",
        theme="public-places",
        date="2026-11-10",
        done="- Every bank has trees.\n- The list of trees is public.",
        link="https://council.example.org/news/trees",
        publisher="Mill Town Council",
        page_title="Trees for the river",
        page_kind="Local government",
        issued="2026-11-10",
        shows="The council promises trees along the river.",
    )
    found = proposal(body)
    data = compose(found["files"]["data/commitments/mill-town-council-plant-trees-along-river.yaml"], "").data

    assert [point["text"] for point in data["done_when"]] == ["Every bank has trees.", "The list of trees is public."]
    assert data["lead_body"] == "mill-town-council"
    assert data["assessments"][0]["delivery"] == "planned"


@pytest.mark.parametrize("name", [*FIELDS, *CHOICES])
def test_no_field_is_a_way_in(
    name: str, good: Path, project: Path, changed: Any, today: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is typed, where ever: it comes back as the same words in that field, or as a refusal."""
    (good / ".github").symlink_to(project / ".github")
    monkeypatch.setattr(intake, "load", cache(load))  # it stays as it is
    before = {file: file.read_bytes() for file in good.rglob("*") if file.is_file()}
    for text in HOSTILE:
        found = propose(good, today, changed(**{name: text}))

        assert found is not None
        assert_harmless(found, (good / RECORD).read_text())
    assert before == {file: file.read_bytes() for file in good.rglob("*") if file.is_file()}


def assert_harmless(found: dict[str, Any], record: str) -> None:
    """Only records, each of them strict YAML; in the one that was there, one event more with the usual fields."""
    door.allowed(found)
    for path, content in found["files"].items():
        composed, old = compose(content, path), compose(record, path).data
        assert not composed.problems
        if path == RECORD:
            assert {**composed.data, "events": []} == {**old, "events": []}
            (new,) = [item for item in composed.data["events"] if item not in old["events"]]
            assert set(new) <= {"id", "date", "type", "what", "recorded", "evidence"}
    assert_inert(found["answer"])


def assert_inert(answer: str) -> None:
    assert "<" not in answer.replace("&lt;", "")
    assert "@owners" not in answer
    assert "](" not in answer
    assert "://" not in answer.replace(":\u2060//", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_inert_text_shows_the_same_words(text: str) -> None:
    """Taking the escapes away again gives what was typed, on one line."""
    shown = (
        escape_for_github(text).replace("\u2060", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    )
    plain = shown.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\")

    assert plain == " ".join(visible(text).split())


def replies(github: Any) -> None:
    github.replies |= {
        ("GET", "/git/commits/base"): {"tree": {"sha": "tree-of-base"}},
        ("POST", "/git/blobs"): {"sha": "blob"},
        ("POST", "/git/trees"): {"sha": "tree"},
        ("POST", "/git/commits"): {"sha": "commit"},
        ("POST", "/git/refs"): {},
        ("POST", "/pulls"): {"number": 34},
    }


def offered(checkout: Any, step: Any, proposed: dict[str, Any]) -> Any:
    folder = checkout.root / "intake"
    folder.mkdir(exist_ok=True)
    (folder / "proposal.json").write_text(json.dumps(proposed))
    return checkout.run(step("intake", "propose", "Propose"), event("of no use"), GITHUB_SHA="base")


def test_draft_is_one_commit_on_one_branch(checkout: Any, step: Any, github: Any) -> None:
    replies(github)
    files = {RECORD: "title: A\n"}
    done = offered(
        checkout, step, {"form": "changed", "record": "library-hours", "files": files, "answer": "Thank you."}
    )
    (pull,) = github.sent("POST", "/pulls")

    assert done.returncode == 0, done.stderr
    assert github.sent("POST", "/git/refs") == [{"ref": "refs/heads/form/12", "sha": "commit"}]
    assert github.sent("POST", "/git/commits")[0]["parents"] == ["base"]
    assert (pull["draft"], pull["head"], pull["base"]) == (True, "form/12", "main")
    assert "Closes #12" in pull["body"]
    (comment,) = github.sent("POST", "/issues/12/comments")
    assert comment["body"] == "<!-- intake -->\nThank you.\n\nThe draft is #34."
    assert github.tokens == {"Bearer token-of-the-test"}


def test_answer_alone_writes_nothing_else(checkout: Any, step: Any, github: Any) -> None:
    offered(checkout, step, {"form": "changed", "record": "", "files": {}, "answer": "Not yet."})

    assert github.writes == [("POST", "/issues/12/comments")]


def test_answer_is_written_anew_and_only_in_our_own_comment(checkout: Any, step: Any, github: Any) -> None:
    marker = "<!-- intake -->\nOld."
    github.replies["GET", "/issues/12/comments"] = [
        {"id": 1, "user": {"login": "somebody"}, "body": marker},
        {"id": 2, "user": {"login": "github-actions[bot]"}, "body": marker},
    ]
    offered(checkout, step, {"form": "changed", "record": "", "files": {}, "answer": "New."})

    assert github.writes == [("PATCH", "/issues/comments/2")]


def test_draft_that_people_may_have_worked_on_stays(checkout: Any, step: Any, github: Any) -> None:
    replies(github)
    github.replies["GET", "/pulls"] = [{"number": 30, "head": {"ref": "form/12"}}]
    offered(checkout, step, {"form": "changed", "record": "a", "files": {RECORD: "title: A\n"}, "answer": "Thank you."})

    assert github.writes == [("POST", "/issues/12/comments")]


@pytest.mark.parametrize(
    "files",
    [
        {".github/workflows/deploy.yml": "on: push"},
        {"data/commitments/../../Makefile": "x"},
        {"data/commitments/A.yaml": "x"},
        {"data/codelists/delivery.yaml": "x"},
        {"data/commitments/a.yaml\n": "x"},
        {"data/commitments/a.yaml": "x" * 300_000},
        {"data/commitments/a.yaml": None},
        {f"data/sources/a-{number}.yaml": "x" for number in range(4)},
    ],
)
def test_a_proposal_reaches_nothing_but_records(files: dict[str, Any], checkout: Any, step: Any, github: Any) -> None:
    """The job that reads the form has no rights, and what it hands over is not believed."""
    done = offered(checkout, step, {"form": "changed", "record": "a", "files": files, "answer": "Thank you."})

    assert done.returncode != 0
    assert github.asked == []


def test_refusal_of_github_fails_without_showing_the_token(checkout: Any, step: Any, github: Any) -> None:
    github.replies["POST", "/issues/12/comments"] = (403, {"message": "Resource not accessible"})
    done = offered(checkout, step, {"form": "changed", "record": "", "files": {}, "answer": "Thank you."})

    assert done.returncode != 0
    assert "Resource not accessible" in done.stderr
    assert "token-of-the-test" not in done.stderr
