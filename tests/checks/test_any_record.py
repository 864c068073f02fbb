"""Whatever a record holds, a check ends with problems at a place and never with an exception."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.checks import check
from macros.checks.shape import STATEMENTS
from macros.model.tracker import MODELS
from macros.read.problems import Problem, errors, report

TODAY = dt.date(2026, 11, 21)
GOOD = Path(__file__).parents[1] / "trees" / "good"
FILES = sorted(path.relative_to(GOOD).as_posix() for path in (GOOD / "data").rglob("*.yaml"))
SLOW = settings(max_examples=settings.default.max_examples // 2, suppress_health_check=[HealthCheck.too_slow])

words = st.sampled_from(
    ["garden", "2026", "2026-11-21", "2099-01", "public-places", "mill-town-council", "service", "delivered", "planned"]
) | st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=12)
keys = st.sampled_from(sorted({field for model in MODELS.values() for field in model.model_fields})) | words
trees = st.recursive(
    words | st.none() | st.booleans() | st.integers() | st.floats(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(keys, inside, max_size=6),
    max_leaves=25,
)
records = st.dictionaries(keys, trees, max_size=12)


def judged(root: Path, path: str, text: str) -> tuple[Problem, ...]:
    """The problems of the good tree with another text in one file, which is put back afterwards."""
    file = root / path
    before = file.read_bytes() if file.exists() else None
    file.write_text(text, encoding="utf-8")
    try:
        return check(root, TODAY)[1]
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)


def check_contract(problems: tuple[Problem, ...]) -> None:
    """Every problem has a place, a known code, words, and can be printed."""
    assert report(problems).encode()
    for problem in problems:
        assert problem.place.line >= 1
        assert problem.place.path.startswith(("data/", "seeds/"))
        assert problem.found
        assert problem.code in STATEMENTS or problem.code[:3] in (
            "COD",
            "REF",
            "CHR",
            "EVD",
            "STA",
            "PRV",
            "STY",
            "APP",
        )


@SLOW
@given(records)
def test_any_record_is_judged(lasting: Path, record: dict[str, Any]) -> None:
    """Written as flow YAML, every text in quotation marks."""
    problems = judged(lasting, "data/commitments/any.yaml", json.dumps(record))

    check_contract(problems)
    assert errors(problems)


@SLOW
@given(st.sampled_from(FILES), st.text())
def test_any_text_is_judged(lasting: Path, path: str, text: str) -> None:
    check_contract(judged(lasting, path, text))


@SLOW
@given(st.sampled_from(FILES), trees)
def test_any_tree_in_any_file_is_judged(lasting: Path, path: str, tree: Any) -> None:
    check_contract(judged(lasting, path, json.dumps(tree)))


def mutated(tree: Any, chance: random.Random, other: Any) -> Any:
    """The tree with one part replaced, removed or doubled."""
    if isinstance(tree, dict) and tree and chance.random() < 0.9:
        key = chance.choice(sorted(tree))
        left = {name: value for name, value in tree.items() if name != key}
        return chance.choice([left, {**tree, key: other}, {**tree, key: mutated(tree[key], chance, other)}])
    if isinstance(tree, list) and tree and chance.random() < 0.9:
        index = chance.randrange(len(tree))
        return [*tree[:index], mutated(tree[index], chance, other), *tree[index + chance.randrange(2) :]]
    return other


@SLOW
@given(st.sampled_from(FILES), st.randoms(use_true_random=False), trees)
def test_any_change_of_a_good_record_is_judged(lasting: Path, path: str, chance: random.Random, other: Any) -> None:
    tree = yaml.load((GOOD / path).read_text(encoding="utf-8"), yaml.BaseLoader)

    check_contract(judged(lasting, path, json.dumps(mutated(tree, chance, other))))


@pytest.mark.parametrize("path", FILES)
def test_a_record_written_as_json_is_as_good(lasting: Path, path: str) -> None:
    """JSON is a part of our YAML, with every value as a text."""
    text = (GOOD / path).read_text(encoding="utf-8")
    written = json.dumps(yaml.load(text, yaml.BaseLoader)).replace('"null"', "null").replace('""', "null")

    assert judged(lasting, path, text.splitlines(keepends=True)[0] + written) == ()


@SLOW
@given(st.permutations(range(6)))
def test_the_order_of_keys_does_not_matter(lasting: Path, order: list[int]) -> None:
    path = "data/bodies/works-inspectorate.yaml"
    first, *lines = (GOOD / path).read_text(encoding="utf-8").splitlines()
    shuffled = [first, *(lines[index] for index in order if index < len(lines))]

    assert judged(lasting, path, "\n".join(shuffled) + "\n") == ()
