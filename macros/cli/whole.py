"""`tracker init` and `tracker import`: a whole record begun, and a whole spreadsheet read."""

from __future__ import annotations

from pathlib import Path

import click

from macros.checks import check
from macros.cli import Session, Stop
from macros.clock import today
from macros.contribute.importing import COLUMNS, NEEDED, plan
from macros.contribute.proposal import difference, faults_of, write
from macros.contribute.starting import NotEmpty, start


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
