"""`tracker new source`: one polite request, a proposed record, and a fingerprint where the text may not be kept."""

from __future__ import annotations

import hashlib
import importlib
import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.contribute.fetch import licence_of
from macros.model.tracker import Tracker
from macros.read import fingerprint
from macros.read.yaml import compose

PUBLISHERS_OWN = "LicenseRef-Publisher-Copyright"
NAME = "2026-11-02-mill-times-new-duty-begins"
HTML = {"Content-Type": "text/html; charset=utf-8"}
SENTENCE = "every school in the town has been told about it"
ARTICLE = f"""<!doctype html><html lang="en"><head><title>New duty begins</title>
<meta property="og:site_name" content="Mill Times"><meta property="og:title" content="New duty begins">
<meta property="article:published_time" content="2026-11-02T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>New duty begins</h1>
<p>The duty to share information began on Monday, the council said on its page, and {SENTENCE}.</p>
<p>Readers may call the newsroom on 01632 960001 for more about this and other things of the town.</p>
<p>It will not apply to colleges until next year, a spokesman added in a statement to this newspaper.</p>
</article></body></html>"""


def record(project: Path, name: str = NAME) -> dict:
    return compose((project / f"data/sources/{name}.yaml").read_text(encoding="utf-8"), name).data


def kept(project: Path) -> list[str]:
    return sorted(file.name for file in (project / "seeds").iterdir() if not file.name.startswith("2025-03-10"))


@pytest.fixture
def page(server):
    """A server with the article, open to everybody."""
    server.pages["/news"] = (200, HTML, ARTICLE.encode())
    return server


@pytest.fixture
def saved(project: Path) -> Path:
    """The article as somebody saved it."""
    file = project.parent / "saved.html"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


def test_a_saved_page_gives_a_record_and_a_fingerprint(run: Callable, project: Path, saved: Path) -> None:
    assert (
        run(
            "new",
            "source",
            "https://news.example.org/duty?utm_source=x#top",
            "--file",
            str(saved),
            "--type",
            "news",
            "--yes",
        )
        == 0
    )

    made = record(project)
    assert {name: made[name] for name in ("type", "publisher", "title", "issued", "accessed", "text", "licence")} == {
        "type": "news",
        "publisher": "Mill Times",
        "title": "New duty begins",
        "issued": "2026-11-02",
        "accessed": "2026-11-21",
        "text": "fingerprint",
        "licence": PUBLISHERS_OWN,
    }
    assert made["url"] == "https://news.example.org/duty"
    assert kept(project) == [f"{NAME}.fingerprint"]


def test_the_fingerprint_checks_quotes_and_holds_no_article(run: Callable, project: Path, saved: Path) -> None:
    run("new", "source", "--file", str(saved), "--type", "news", "--yes")
    stored = (project / f"seeds/{NAME}.fingerprint").read_text(encoding="utf-8")

    assert fingerprint.stands_in(SENTENCE, NAME, stored)
    assert not fingerprint.stands_in(SENTENCE.replace("every", "no"), NAME, stored)
    assert "school" not in stored
    assert record(project)["stored"][-1]["sha256"] == hashlib.sha256(stored.encode()).hexdigest()


def test_private_contact_details_are_cut_and_the_record_says_so(run: Callable, project: Path, saved: Path) -> None:
    run(
        "new",
        "source",
        "--file",
        str(saved),
        "--type",
        "government",
        "--licence",
        "OGL-UK-3.0",
        "--text",
        "held",
        "--yes",
    )
    text = (project / f"seeds/{NAME}.txt").read_text(encoding="utf-8")

    assert SENTENCE in text
    assert "01632" not in text
    assert record(project)["redactions"] == [
        {"what": "1 line with a phone number or an e-mail address", "why": "Private contact detail"}
    ]


def test_a_plain_text_is_read_as_it_stands(run: Callable, project: Path) -> None:
    file = project.parent / "saved.txt"
    file.write_text(f"The title of it\n\nWe were told that {SENTENCE}.\n", encoding="utf-8")
    arguments = ("--type", "news", "--publisher", "Mill News", "--issued", "2026-11", "--id", "2026-11-mill-news-told")

    assert run("new", "source", "--file", str(file), *arguments, "--yes") == 0
    assert record(project, "2026-11-mill-news-told")["title"] == "The title of it"


def test_it_is_asked_for_what_the_page_does_not_say(run: Callable, project: Path, saved: Path) -> None:
    """An empty answer takes what was read."""
    answers = ["news", "", "", "", "", "", "", "", "y"]

    assert run("new", "source", "--file", str(saved), answers=answers) == 0
    assert record(project)["publisher"] == "Mill Times"


def test_what_is_new_is_named_next(run: Callable, saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A source that nothing names is a fault of the record, and yet it must be there before it can be named."""
    assert run("new", "source", "--file", str(saved), "--type", "news", "--yes") == 0
    assert "Next: cite it as evidence" in capsys.readouterr().out
    arguments = ("--date", "2026-11-02", "--type", "finding", "--what", "The schools were told.", "--source", NAME)
    assert run("record", "garden", "event", *arguments, "--quote", SENTENCE, "--yes") == 0
    assert run("check") == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--text", "held"), "does not allow it; use fingerprint"),
        (("--type", "blog"), "--type 'blog' is not allowed here"),
        (("--issued", "2 November"), "--issued: '2 November' is not a date"),
    ],
)
def test_what_is_not_allowed_is_refused(
    arguments: tuple[str, ...],
    words: str,
    run: Callable,
    saved: Path,
    before: Callable,
    capsys: pytest.CaptureFixture[str],
) -> None:
    was = before()

    assert run("new", "source", "--file", str(saved), "--type", "news", *arguments, "--yes") == 2
    assert words in capsys.readouterr().err
    assert before() == was


def test_a_missing_part_of_the_extra_is_one_sentence(
    run: Callable, saved: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As when trafilatura is there, and something that it imports is not."""

    def lacking(name: str) -> None:
        raise ImportError("lxml.html.clean module is now a separate project.\nInstall it.")

    monkeypatch.setattr(importlib, "import_module", lacking)
    assert run("new", "source", "--file", str(saved), "--type", "news", "--yes") == 2
    told = capsys.readouterr().err
    assert told == (
        "this needs the extra `fetch` (lxml.html.clean module is now a separate project): "
        ".venv/bin/pip install -e '.[fetch]'\n"
    )


def test_a_known_page_is_not_added_again(run: Callable, saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = "https://council.example.org/minutes/2025-03-10"

    assert run("new", "source", known, "--file", str(saved), "--type", "news", "--yes") == 2
    assert "is the source '2025-03-10-council-minutes' already" in capsys.readouterr().err


def fetch(run: Callable, address: str, *more: str, answers: list[str] | None = None) -> int:
    return run("new", "source", address, "--allow-local", "--type", "news", "--yes", *more, answers=answers)


def test_one_page_is_asked_for_once(run: Callable, page, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fetch(run, f"{page.address}/news", "--archive", "none") == 0

    assert page.asked == ["/robots.txt", "/news"]
    assert f"Read {page.address}/news" in capsys.readouterr().out
    assert record(project)["url"] is None  # only https may be linked


def test_robots_are_obeyed(run: Callable, page, before: Callable, capsys: pytest.CaptureFixture[str]) -> None:
    page.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /news\n")
    was = before()

    assert fetch(run, f"{page.address}/news") == 2
    assert page.asked == ["/robots.txt"]
    assert "robots.txt asks programs to stay away" in capsys.readouterr().err
    assert before() == was


def test_redirects_are_followed_and_shown(run: Callable, page, capsys: pytest.CaptureFixture[str]) -> None:
    page.pages["/old"] = (301, {"Location": "/news"}, b"")

    assert fetch(run, f"{page.address}/old", "--archive", "none") == 0
    assert f"{page.address}/old leads on\nRead {page.address}/news" in capsys.readouterr().out


def test_a_page_that_is_not_there_is_no_source(
    run: Callable, server, before: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    was = before()

    assert fetch(run, f"{server.address}/gone") == 2
    assert "404" in capsys.readouterr().err
    assert before() == was


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/", "http://0.0.0.0/",
     "http://192.168.1.1/", "http://[fe80::1]/", "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://0x7f.1/",
     "http://[fd00::1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://100.64.0.1/"],
)  # fmt: skip
def test_nothing_inside_a_network_is_visited(
    address: str, run: Callable, before: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    was = before()

    assert run("new", "source", address, "--type", "news", "--yes") == 2
    told = capsys.readouterr().err
    assert "is an address inside a private network" in told
    assert before() == was


def test_a_name_that_leads_inside_is_not_visited(
    run: Callable, page, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also when only one of its addresses is private."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    assert run("new", "source", "http://news.example.org/news", "--type", "news", "--yes") == 2
    assert "news.example.org is an address inside a private network" in capsys.readouterr().err
    assert page.asked == []


@pytest.mark.parametrize(
    "address", ["ftp://example.org/", "file:///etc/passwd", "nonsense", "https://user:word@example.org/", ""]
)
def test_other_addresses_are_refused(address: str, run: Callable) -> None:
    assert run("new", "source", address, "--type", "news", "--yes") == 2


def lookup(server, copy: str | None) -> tuple[str, ...]:
    """The archive, played by our own server."""
    closest = {"closest": {"available": True, "url": copy}} if copy else {}
    encoded = f"http%3A%2F%2F127.0.0.1%3A{server.address.rsplit(':', 1)[1]}%2Fnews"
    answer = json.dumps({"archived_snapshots": closest}).encode()
    server.pages[f"/available?url={encoded}"] = (200, {"Content-Type": "application/json"}, answer)
    return ("--archive-service", f"{server.address}/available?url=", "--archive-save", f"{server.address}/save/")


def test_an_archived_copy_is_looked_for(run: Callable, page, project: Path) -> None:
    service = lookup(page, "http://web.archive.org/web/20261102000000/https://news.example.org/duty")

    assert fetch(run, f"{page.address}/news", *service) == 0
    assert record(project)["archive_url"] == "https://web.archive.org/web/20261102000000/https://news.example.org/duty"
    assert not [path for path in page.asked if path.startswith("/save")]


def test_a_new_copy_is_never_made_unasked(run: Callable, page, project: Path) -> None:
    assert fetch(run, f"{page.address}/news", *lookup(page, None)) == 0

    assert "archive_url" not in record(project)
    assert not [path for path in page.asked if path.startswith("/save")]


@pytest.mark.parametrize("agrees", ["y", "n"])
def test_a_new_copy_is_made_when_somebody_agrees(agrees: str, run: Callable, page) -> None:
    answers = ["", "", "", "", "", "", "", agrees]
    arguments = ("new", "source", f"{page.address}/news", "--allow-local", "--type", "news", "--dry-run")

    assert run(*arguments, *lookup(page, None), answers=answers) == 0
    assert bool([path for path in page.asked if path.startswith("/save")]) == (agrees == "y")


@pytest.mark.parametrize(
    "copy", ["https://evil.example.org/web/1/x", "javascript:alert(1)", "https://web.archive.org/other"]
)
def test_only_a_copy_in_the_archive_is_one(copy: str, run: Callable, page, project: Path) -> None:
    assert fetch(run, f"{page.address}/news", *lookup(page, copy)) == 0
    assert "archive_url" not in record(project)


@pytest.mark.parametrize(
    ("address", "licence"),
    [
        ("https://www.gov.uk/a", "OGL-UK-3.0"),
        ("https://www.legislation.gov.uk/a", "OGL-UK-3.0"),
        ("https://hansard.parliament.uk/a", "LicenseRef-Open-Parliament-3.0"),
        ("https://gov.uk.example.org/a", PUBLISHERS_OWN),
        ("https://notgov.uk/a", PUBLISHERS_OWN),
        ("", PUBLISHERS_OWN),
    ],
)
def test_open_licences_are_known_by_their_site(address: str, licence: str, tracker: Tracker) -> None:
    assert licence_of(address, tracker.codelists["licence"]).code == licence
