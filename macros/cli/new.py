"""What is new: one record (`tracker new`), a whole record begun (`init`), and a spreadsheet read (`import`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import click

from macros.checks import check
from macros.checks.corrections import sha256_of
from macros.checks.privacy import holds_contact_detail
from macros.cli import Ask, Session, Stop
from macros.cli.answers import Field, WithEvidence, answers, evidence, fields_of, options
from macros.cli.record import AGREEMENT, agreed, propose
from macros.clock import today
from macros.contribute import fetch as pages
from macros.contribute.edit import new_record, points
from macros.contribute.fetch import HttpClient, NotFetched
from macros.contribute.importing import COLUMNS, NEEDED, plan
from macros.contribute.intake import source_id
from macros.contribute.proposal import difference, faults_of, write
from macros.contribute.starting import NotEmpty, start
from macros.model.base import without_tracking
from macros.model.commitment import Commitment
from macros.model.dates import PartialDate
from macros.model.tracker import Tracker
from macros.model.vocabulary import A_PROMISE, NOTHING_ELSE, Codelist
from macros.read import fingerprint
from macros.read.characters import without_unseen
from macros.read.files import ID

Values = dict[str, Any]
PAUSE = 1.0  # seconds; a person waits
_TEXTS = (
    ("fingerprint", "hashes of every run of six words: quotes can be checked, the text is not kept"),
    ("held", "the text itself; only where its licence allows it"),
    ("not-held", "neither"),
)
_ASKED = (
    *("title", "summary", "kind", "made_by", "stance", "made_date"),
    *("lead_body", "supporting_bodies", "themes", "part_of"),
)
_POINTS = Field(
    "point", "A state of the world that must be in effect: a sentence that can be tested.", many=True, needed=True
)
_SEARCH = (
    Field("place", "Where was looked for evidence that it was carried out.", many=True, needed=True),
    Field("word", "What was looked for.", many=True, needed=True),
    Field("found", "What the search showed, in a sentence.", needed=True),
)


class Read(NamedTuple):
    """The page as it was read: its address in the end, and what it says."""

    address: str = ""
    found: pages.Found = pages.Found()


@click.group()
def new() -> None:
    """Add a source or a commitment."""


def _source_fields(tracker: Tracker | None, page: Read) -> tuple[Field, ...]:
    types, licences = (tracker.codelists[name].values if tracker else () for name in ("source-type", "licence"))
    licence = pages.licence_of(page.address, tracker.codelists["licence"]) if tracker else None
    text = "held" if licence and licence.allows_text else "fingerprint"
    return (
        Field("type", "What kind of document it is.", tuple((item.code, item.title) for item in types), needed=True),
        Field("publisher", "Who published the page.", needed=True, default=page.found.publisher),
        Field("title", "The title on the page.", needed=True, default=page.found.title),
        Field("issued", "The date of issue as the page gives it; empty when it shows none.", default=page.found.issued),
        Field(
            "licence",
            "The terms of its text.",
            tuple((item.code, item.title) for item in licences),
            default=licence.code if licence else "",
        ),
        Field("text", "What to keep of its text.", _TEXTS, default=text),
        Field("copy_of", "When the page is a copy or digest: who published the original."),
        Field("id", "The id; made from date, publisher and title when it is empty."),
    )


@click.pass_obj
def _new_source(session: Session, /, **given: Any) -> int:
    """Read one page, propose its record, and keep a fingerprint of its text, or the text where its licence allows that.

    URL is the address of the page.
    """
    ask = session.question(given["yes"])
    tracker, _ = check(session.root, today())
    client = HttpClient(name=tracker.site.agent, allow_local=given["allow_local"], pause=PAUSE)
    try:
        page = _read(client, given["url"], given["file"])
    except (NotFetched, pages.NoReader) as why:
        raise Stop(why) from None
    known = [name for name, source in tracker.sources.items() if page.address and source.url == page.address]
    if known:
        raise Stop(f"that page is the source {known[0]!r} already")
    found = answers(_source_fields(tracker, page), given, ask)
    name = found["id"] or source_id(found["issued"], found["publisher"], found["title"], tracker.sources)
    values = _source(found, page)
    if page.address and not given["file"] and given["archive"] != "none":
        values["archive_url"] = _archived(client, page.address, given, ask)
    kept = _kept(name, found, page.found.text, values, tracker.codelists["licence"])
    path = f"data/sources/{name}.yaml"
    return propose(session, {path: new_record("source", values, path), **kept}, given, ask)


new.add_command(
    click.Command(
        "source",
        callback=_new_source,
        help=_new_source.__doc__,
        params=[
            click.Argument(["url"], default=""),
            click.Option(
                ["--file"], type=click.Path(path_type=Path), help="A saved HTML or text file; nothing is fetched."
            ),
            click.Option(["--allow-local"], is_flag=True, help="Also pages on this machine or in a private network."),
            click.Option(
                ["--archive"],
                type=click.Choice(("ask", "look", "make", "none")),
                default="ask",
                help="Look for an archived copy and ask before one is made; only look; make one unasked; or none.",
            ),
            click.Option(["--archive-service"], default=pages.LOOK_UP, hidden=True),
            click.Option(["--archive-save"], default=pages.SAVE, hidden=True),
            *options(_source_fields(None, Read())),
            *AGREEMENT,
        ],
    )
)


def _read(client: HttpClient, url: str, file: Path | None) -> Read:
    """The page, from the file or from where it stands.

    Raises:
        NotFetched, NoReader: it was not fetched, or cannot be read here.
        Stop: nothing was named.
    """
    if file:
        if not file.is_file():
            raise Stop(f"there is no file {str(file)!r}")
        address = without_tracking(url)
        return Read(address, pages.found_in(file.read_bytes(), address))
    if not url:
        raise Stop("an address is needed, or --file with a saved page")
    page = client.get(url)
    for step in page.redirects:
        print(f"{step} leads on")
    print(f"Read {page.address}, {len(page.body):,} bytes" + ("" if page.whole else ", and there is more"))
    return Read(without_tracking(page.address), pages.found_in(page.body, page.address))


def _source(found: Values, page: Read) -> Values:
    """The record as a file holds it, without what depends on its text."""
    try:
        issued = str(PartialDate(found["issued"])) if found["issued"] else ""
    except ValueError as error:
        raise Stop(f"--issued: {error}") from None
    url = page.address if page.address.startswith("https://") else ""
    values = {name: found[name] for name in ("type", "publisher", "title", "text", "licence")}
    values |= {"issued": issued, "url": url, "accessed": str(today())}
    return values | ({"copy_of": {"publisher": found["copy_of"]}} if found["copy_of"] else {})


def _kept(name: str, found: Values, text: str, values: Values, licences: Codelist) -> dict[str, str]:
    """The file in `seeds/`, and what the record says of it."""
    if found["text"] == "not-held":
        return {}
    if not text:
        raise Stop("no text was found in the page; use --text not-held, or save its text and give it as --file")
    if found["text"] == "held" and not licences.meaning(found["licence"]).allows_text:
        raise Stop(f"--text held: the licence {found['licence']!r} does not allow it; use fingerprint")
    lines = without_unseen(text).splitlines()
    public = [line for line in lines if not holds_contact_detail(line)]
    if count := len(lines) - len(public):
        cut = f"{count} {'line' if count == 1 else 'lines'} with a phone number or an e-mail address"
        values["redactions"] = [{"what": cut, "why": "Private contact detail"}]
    stored, ending = "\n".join(public) + "\n", ".txt"
    if found["text"] == "fingerprint":
        stored, ending = fingerprint.make(name, stored), ".fingerprint"
    values["stored"] = [{"sha256": sha256_of(stored), "recorded": str(today()), "reason": "As found on the page."}]
    return {f"seeds/{name}{ending}": stored}


def _archived(client: HttpClient, address: str, given: Mapping[str, Any], ask: Ask) -> str:
    """The address of an archived copy, or nothing. A new one is asked for only when somebody agrees."""
    question = "No archived copy was found. Ask the Wayback Machine for one? [y/N] "
    try:
        if copy := pages.archived_copy(client, address, given["archive_service"]):
            print(f"An archived copy is there: {copy}")
            return copy
        wanted = given["archive"] == "make" or bool(given["archive"] == "ask" and ask and agreed(ask(question)))
        return pages.new_copy(client, address, given["archive_save"]) if wanted else ""
    except NotFetched as why:
        print(f"The archive could not be asked: {why}")
        return ""


def _commitment_fields(tracker: Tracker | None) -> list[Field]:
    return [*(field for field in fields_of(Commitment, tracker) if field.name in _ASKED), _POINTS]


@click.pass_obj
def _new_commitment(session: Session, /, **given: Any) -> int:
    """Write down one promise with its points and its first status.

    ID is whose it is or where it comes from, then its subject, such as met-training.
    """
    ask = session.question(given["yes"])
    tracker, _ = check(session.root, today())
    name = given["id_"]
    if name in tracker.commitments:
        raise Stop(f"{name!r} is taken")
    if not ID.fullmatch(name):
        raise Stop(f"{name!r} is no id: small letters, digits and single hyphens")
    found = answers(_commitment_fields(tracker), given, ask)
    shown = evidence(tracker, given["evidence"], ask)
    values = {name: found[name] for name in _ASKED} | {"made_evidence": shown, "done_when": points(found["point"])}
    is_promised = bool(tracker.codelists["stance"].meaning(found["stance"]).is_promise)
    values |= _promised(tracker, found, shown) if is_promised else _asked(tracker, found, answers(_SEARCH, given, ask))
    path = f"data/commitments/{name}.yaml"
    return propose(session, {path: new_record("commitment", values, path)}, given, ask)


new.add_command(
    WithEvidence(
        "commitment",
        callback=_new_commitment,
        help=_new_commitment.__doc__,
        params=[click.Argument(["id_"], metavar="ID"), *options([*_commitment_fields(None), *_SEARCH]), *AGREEMENT],
    )
)


def _promised(tracker: Tracker, found: Values, shown: list[dict[str, str]]) -> Values:
    """The announcement as its first event, and the status that follows from it."""
    announcement = tracker.codelists["event-type"].first(announces=True).code
    event = {"id": "promise", "date": found["made_date"], "type": announcement, "what": found["summary"]}
    reason = "It was announced; no act that carries it out is on record."
    status = {**_status(found, tracker.level_when(A_PROMISE).code, reason), "rests_on": ["promise"]}
    return {"events": [{**event, "recorded": str(today()), "evidence": shown}], "assessments": [status]}


def _asked(tracker: Tracker, found: Values, searched: Values) -> Values:
    """A logged search, and the status that nothing is to be seen."""
    search = {"date": str(today()), "places": searched["place"], "words": searched["word"], "found": searched["found"]}
    nothing = tracker.level_when(NOTHING_ELSE).code
    return {"searches": [search], "assessments": [_status(found, nothing, searched["found"])]}


def _status(found: Values, delivery: str, reason: str) -> Values:
    return {"date": found["made_date"], "recorded": str(today()), "delivery": delivery, "reason": reason}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
def init(folder: Path) -> None:
    """Begin a new record: a project that builds and holds nothing yet.

    FOLDER is empty, or is made; without one, it is the current folder.
    """
    try:
        start(folder.resolve(), today())
    except NotEmpty as why:
        raise Stop(why) from None
    then = "`git init`, `make site`, and the guide docs/contribute/begin-a-record.md"
    print(f"A new record is in {folder}. Next: {then}")


_OTHERS = ", ".join(name for name in COLUMNS if name not in NEEDED)


@click.command(
    "import", epilog=f"Columns: {', '.join(NEEDED)}. They may be left out: {_OTHERS}. Several values: a | b."
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--write", "writes", is_flag=True, help="Write the records, when nothing is wrong with a cell.")
@click.pass_obj
def import_(session: Session, file: Path, writes: bool) -> int:
    """Show what a spreadsheet of recommendations would add.

    FILE is a CSV file whose first line names the columns. Without --write nothing is written, nor while a
    cell is wrong.
    """
    made = plan(check(session.root, today())[0], file.name, file.read_bytes(), today())
    faults = made.placed(faults_of(session.root, made.texts, today())) if made.texts else ()
    problems = dict.fromkeys(map(str, (*made.problems, *faults)))
    print("\n".join((*made.left, *problems)))
    if problems:
        print(f"{len(problems)} to mend; nothing was written")
        return 1
    print(difference(session.root, made.texts), end="")
    if writes:
        write(session.root, made.texts)
    print(f"{len(made.texts)} new, {len(made.left)} left alone" + ("" if writes else "; --write adds them"))
    return 0
