"""What maintainers and workflows run: `tracker schema`, `forms`, `intake` and `weekly`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from macros.checks import load, vocabularies
from macros.cli import Session, Stop
from macros.clock import today
from macros.contribute.fetch import HttpClient
from macros.contribute.forms import with_choices
from macros.contribute.github import output
from macros.contribute.intake import propose
from macros.contribute.maintenance import Seen, look, text
from macros.derive.overview import overview
from macros.model.schema import schemas


@click.command()
@click.pass_obj
def schema(session: Session) -> None:
    """Write data/schema/ from models and codelists.

    Records are not asked, so their faults do not stop it.
    """
    folder = session.root / "data" / "schema"
    folder.mkdir(exist_ok=True)
    for kind, words in schemas(vocabularies(session.root)).items():
        (folder / f"{kind}.schema.json").write_text(words, encoding="utf-8", newline="\n")
        print(f"data/schema/{kind}.schema.json")


@click.command()
@click.pass_obj
def forms(session: Session) -> None:
    """Write the lists of the issue forms from the codelists."""
    for file, words in with_choices(session.root, vocabularies(session.root)).items():
        file.write_text(words, encoding="utf-8", newline="\n")
        print(file.relative_to(session.root).as_posix())


@click.command()
@click.argument("event", type=click.Path(path_type=Path))
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder for proposal.json."
)
@click.pass_obj
def intake(session: Session, event: Path, into: Path) -> None:
    """Turn a filled form into a proposed change.

    The record here stays as it is. EVENT is the file in which GitHub tells of the issue. Nothing is written when
    the issue is none of the forms; a form
    that cannot become a draft is a result, too.
    """
    try:
        body = json.loads(event.read_text(encoding="utf-8"))["issue"].get("body") or ""
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Stop(f"{event} does not tell of an issue, as GitHub writes it") from None
    proposal = propose(session.root, today(), str(body))
    if proposal is None:
        print("The issue is none of the forms")
        return
    into.mkdir(parents=True, exist_ok=True)
    (into / "proposal.json").write_text(json.dumps(proposal, ensure_ascii=False), encoding="utf-8")
    output("form", proposal["form"])
    print(f"{len(proposal['files'])} files proposed")


@click.command()
@click.option("--offline", is_flag=True, help="Fetch nothing; only checks and dates.")
@click.option("--allow-local", is_flag=True, help="Also fetch addresses on this machine.")
@click.pass_obj
def weekly(session: Session, offline: bool, allow_local: bool) -> None:
    """Print what needs a look this week.

    Every address is fetched once, for dead links and drifted quotes; checks that are due and dates that come are told.
    It is the text of the weekly issue; nothing is printed when nothing needs a look.
    """
    tracker = load(session.root, today())
    seen = Seen() if offline else look(tracker, HttpClient(name=tracker.site.agent, allow_local=allow_local))
    print(text(seen, overview(tracker, today()).states, today(), tracker.policy.coming_days), end="")
