"""A file of tomorrow: what is promised to be only added within version 1 has been added to it."""

from __future__ import annotations

from typing import Any

# Fields whose values are codes, of a codelist or of the shape itself.
CODED = {"delivery", "response", "kind", "type", "confirmed_by", "qualifier", "unit", "text", "outcome", "change"}
# What has a code or a kind as its name.
MAPS = ("rungs", "one")


def tomorrow(node: Any, was: str = "") -> Any:
    """The same file when every object has a field more, and every code is one that nobody knows today."""
    if isinstance(node, dict) and was in MAPS:
        return node | {"new-tomorrow": "x"}
    if isinstance(node, dict):
        return {"new_tomorrow": {"x": 1}, **{name: tomorrow(value, name) for name, value in node.items()}}
    if isinstance(node, list):
        return [tomorrow(item, was) for item in node]
    return "new-tomorrow" if was in CODED else node
