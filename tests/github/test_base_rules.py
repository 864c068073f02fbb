"""The rules of the base judge the data of a pull request, whatever its own code says."""

from __future__ import annotations

from typing import Any

import pytest

GARDEN = "data/commitments/library-hours.yaml"
SWITCHED_OFF = """open("ran", "w").write("the code of the head")
raise SystemExit(0)
"""


@pytest.fixture
def change(checkout: Any) -> dict[str, Any]:
    """A pull request that loses an entry, and whose own code finds nothing wrong with that."""
    (checkout.root.parent / "base").mkdir()
    (checkout.root.parent / "base" / ".venv").symlink_to((checkout.root / ".venv").resolve())
    base = checkout.git("rev-parse", "HEAD")
    text = (checkout.root / GARDEN).read_text()
    (checkout.root / GARDEN).write_text(text.replace("kind: service", "kind: programme"))
    (checkout.root / "macros").unlink()
    (checkout.root / "macros").mkdir()
    for name in ("__init__", "__main__", "sitecustomize"):
        (checkout.root / "macros" / f"{name}.py").write_text(SWITCHED_OFF)
    checkout.commit("Lose an entry, and the rule with it")
    return {"pull_request": {"base": {"sha": base}}}


def test_the_base_is_installed_as_by_a_person(checkout: Any, step: Any) -> None:
    assert checkout.run(step("check", "base", "Install the base"), {}).returncode == 0


def test_a_rule_is_not_switched_off_in_the_same_change(checkout: Any, step: Any, change: dict[str, Any]) -> None:
    found = step("check", "base", "Hold the data of the head against the rules of the base")
    done = checkout.run(found, change)

    assert done.returncode == 1, done.stdout + done.stderr
    assert "title=APP004::kind" in done.stdout
    assert not (checkout.root / "ran").exists()
