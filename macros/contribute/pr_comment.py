"""The comment on a pull request, made of what a stranger's run left behind: every word of it is shown as typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from macros.contribute.github import NotAllowed, escape_for_github

MOST = 25
_ALWAYS = "What has happened"
_LONG = 500


def comment_text(checked: Any, changed: Any, files: str) -> str:
    """The whole comment, from what `tracker check` and `tracker diff` print as JSON.

    `files` is the address below which the files of the pull request can be read.

    Raises:
        NotAllowed: one of them has another shape.
    """
    problems = [item for item in _list(checked, "problems") if _text(item, "severity") == "error"]
    told, cards = _list(changed, "changes"), _list(changed, "cards")
    lines = ["### What this changes for a reader", ""]
    lines += [f"- {escape_for_github(_text(item, 'sentence'), _LONG)}" for item in told[:MOST]] or ["Nothing."]
    lines += ["", *_more(told), *(line for card in cards[:MOST] for line in _card(card)), *_more(cards)]
    lines += ["### What the checks say", "", *_problems(problems, files), *_more(problems)]
    return "\n".join(lines).rstrip() + "\n"


def _list(found: Any, name: str) -> list[Any]:
    items = found.get(name) if isinstance(found, dict) and found.get("version") == 1 else None
    if not isinstance(items, list):
        raise NotAllowed(f"there is no list {name} of version 1")
    return items


def _more(items: list[Any]) -> list[str]:
    return [f"… and {len(items) - MOST} more.", ""] if len(items) > MOST else []


def _card(card: Any) -> Iterator[str]:
    before, after = (_texts(card, name) for name in ("before", "after"))
    yield f"**{escape_for_github(_text(card, 'title'))}** ({escape_for_github(_text(card, 'record'))})"
    yield ""
    if not before:
        yield "A new record:"
        yield ""
        told = ((label, text) for label, text in after.items() if label != "Title")
        yield from (f"- {escape_for_github(label)}: {escape_for_github(text, _LONG)}" for label, text in told)
    elif not after:
        yield "Not in the record any longer."
    else:
        yield "| | before | after |"
        yield "|---|---|---|"
        for label in (label for label in after if label == _ALWAYS or before.get(label) != after[label]):
            was, now = (escape_for_github(card.get(label, ""), _LONG) for card in (before, after))
            yield f"| {escape_for_github(label)} | {was} | {now if was == now else f'**{now}**'} |"
    yield ""


def _problems(problems: list[Any], files: str) -> Iterator[str]:
    if not problems:
        yield "Nothing to mend. A person now compares the entries with their sources."
    for problem in problems[:MOST]:
        path, line = _text(problem, "path"), problem.get("line")
        if not isinstance(line, int):
            raise NotAllowed("a line is no number")
        where = f"{escape_for_github(path)}, line {line}"
        place = f"[{where}]({files}/{path}#L{line})" if _is_plain(path) else where
        yield f"- {place}: {escape_for_github(_text(problem, 'found'))}"
        yield f"  Expected: {escape_for_github(_text(problem, 'expected'))}."
        if _text(problem, "fix"):
            yield f"  What helps: {escape_for_github(_text(problem, 'fix'))}."
    yield ""


def _is_plain(path: str) -> bool:
    """Whether a path can stand in an address as it is."""
    return path.isascii() and path.startswith(("data/", "seeds/")) and all(c.isalnum() or c in "/-._" for c in path)


def _text(item: Any, name: str) -> str:
    if not isinstance(item, dict) or not isinstance(item.get(name), str):
        raise NotAllowed(f"{name} is no text")
    return str(item[name])


def _texts(item: Any, name: str) -> dict[str, str]:
    found = item.get(name) if isinstance(item, dict) else None
    if found is not None and not (isinstance(found, dict) and all(isinstance(text, str) for text in found.values())):
        raise NotAllowed(f"{name} is no card")
    return found or {}
