"""`tracker blind` and `tracker agreement`: a sheet without our judgement, and two judgements side by side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.derive.agreement import Judgement, of_points, of_statuses

BRIDGE = "bridge-repair"


@pytest.fixture
def filled(run: Callable, capsys: Any, tmp_path: Path) -> Callable[..., Path]:
    """The sheet of the record, with some judgements written into it."""
    assert run("blind") == 0
    text = capsys.readouterr().out

    def fill(**judged: dict[str, Any]) -> Path:
        values = yaml.safe_load(text)
        for name, judgement in judged.items():
            values["commitments"].setdefault(name.replace("_", "-"), {}).update(judgement)
        file = tmp_path / f"sheet-{len(list(tmp_path.glob('sheet-*')))}.yaml"
        file.write_text(yaml.safe_dump(values), encoding="utf-8")
        return file

    return fill


def test_a_blind_sheet_holds_no_judgement_of_ours(run: Callable, capsys: Any) -> None:
    assert run("blind") == 0
    text = capsys.readouterr().out
    rows = yaml.safe_load(text)["commitments"]

    assert {BRIDGE, "garden"} <= rows.keys()
    assert all((row["delivery"], row["met"]) == ("", []) for row in rows.values())
    assert not {"assessments", "reason", "rests_on", "meets"} & {key for row in rows.values() for key in row}
    assert rows[BRIDGE]["points"] == {"paid": "The whole sum is paid."}


def test_a_sheet_is_compared_with_the_record(run: Callable, capsys: Any, filled: Callable[..., Path]) -> None:
    file = filled(bridge_repair={"delivery": "under-way"}, garden={"delivery": "under-way", "met": ["planted"]})
    capsys.readouterr()
    assert run("agreement", str(file)) == 0
    said = capsys.readouterr().out

    assert said.startswith("Status: 1 of 2 alike, kappa ")
    assert f"  {BRIDGE}: under-way ({file.name}), planned (the record)\n" in said
    assert "Points: 1 of 2 alike" in said
    assert f"  garden: planted: met ({file.name}), not met (the record)\n" in said


def test_two_sheets_are_compared(run: Callable, capsys: Any, filled: Callable[..., Path]) -> None:
    first, second = filled(garden={"delivery": "planned"}), filled(garden={"delivery": "planned"})
    capsys.readouterr()
    assert run("agreement", str(first), str(second)) == 0
    assert capsys.readouterr().out == "Status: 1 of 1 alike, kappa 1.00\nPoints: 1 of 1 alike, kappa 1.00\n"


def test_every_slip_in_a_sheet_is_told_at_once(run: Callable, capsys: Any, filled: Callable[..., Path]) -> None:
    file = filled(garden={"delivery": "underway", "met": ["plantet"]}, greenhouse={"delivery": "planned"})
    capsys.readouterr()
    assert run("agreement", str(file)) == 1
    said = capsys.readouterr().err

    assert said.count("AGR002") == 3
    for words in ("commitments.garden.delivery", "did you mean 'under-way'?", "did you mean 'planted'?", "greenhouse"):
        assert words in said


@pytest.mark.parametrize("text", ["", "- a\n", "commitments: none\n", "commitments: [\n"])
def test_what_is_no_sheet_is_told(run: Callable, capsys: Any, tmp_path: Path, text: str) -> None:
    file = tmp_path / "none.yaml"
    file.write_text(text, encoding="utf-8")
    assert run("agreement", str(file)) == 1
    assert "error" in capsys.readouterr().err


def test_kappa_is_agreement_beyond_chance() -> None:
    """Two readers, two values: 35 of 50 alike, where chance would give 30 of them (Cohen 1960)."""
    pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    first, second = (
        {str(place): Judgement(pair[side], frozenset()) for place, pair in enumerate(pairs)} for side in (0, 1)
    )
    found = of_statuses(first, second)

    assert (found.pairs, len(found.differing)) == (50, 15)
    assert found.kappa == pytest.approx(0.4)
    assert of_points(first, second, dict.fromkeys(first, ())).kappa is None
