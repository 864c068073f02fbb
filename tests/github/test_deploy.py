"""Publishing: what is signed is what is published, and the address of the site reaches the build."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest


def test_list_of_hashes_is_taken_out_of_what_is_published(checkout: Any, step: Any) -> None:
    """The archive is made as the official action makes it."""
    site = checkout.root / "site"
    site.mkdir()
    (site / "manifest.sha256").write_text("hash  index.html\n")
    (site / "index.html").write_text("page")
    subprocess.run(["tar", "-cf", "artifact.tar", "--directory", "site", "."], cwd=checkout.root, check=True)
    done = checkout.run(step("deploy", "attest", "Take out the list of hashes"), {})

    assert done.returncode == 0, done.stderr
    assert (checkout.root / "manifest.sha256").read_text() == "hash  index.html\n"
    assert not (checkout.root / "index.html").exists()


def test_site_is_built_for_the_address_that_pages_gives(step: Any, workflow: Any) -> None:
    built = step("deploy", "build", "Build")
    steps = workflow("deploy")["jobs"]["build"]["steps"]

    assert built["run"] == "make site"
    assert built["env"] == {"SITE_URL": "${{ steps.pages.outputs.base_url }}/"}
    assert [item.get("id") for item in steps].index("pages") < steps.index(built)


def test_nothing_wrong_and_nothing_less_is_built(step: Any, workflow: Any) -> None:
    """The check comes before the build, and the site itself says what was published."""
    held = step("deploy", "build", "Refuse what is wrong, and less than what is published")
    names = [item.get("name") for item in workflow("deploy")["jobs"]["build"]["steps"]]

    assert names.index(held["name"]) < names.index("Build")
    assert '--against-published "${SITE_URL}data/records.json"' in held["run"]
    assert held["env"]["SITE_URL"] == "${{ steps.pages.outputs.base_url }}/"


TRACKER = """#!/bin/sh
echo "$@" >> asked
case "$*" in *published*) exit $LOST ;; *) exit $WRONG ;; esac
"""


@pytest.mark.parametrize(
    ("wrong", "lost", "taken_off", "stops"),
    [
        ("0", "0", "false", False),
        ("1", "0", "false", True),
        ("1", "0", "true", True),
        ("0", "1", "false", True),
        ("0", "1", "", True),
        ("0", "1", "true", False),
        ("0", "2", "true", True),
    ],
)
def test_only_an_owner_publishes_less(
    checkout: Any, step: Any, wrong: str, lost: str, taken_off: str, stops: bool
) -> None:
    """And never what is wrong, and never without knowing what is published."""
    program = checkout.root / ".venv" / "bin" / "tracker"
    (checkout.root / ".venv").unlink()  # the real one
    program.parent.mkdir(parents=True)
    program.write_text(TRACKER)
    program.chmod(0o755)
    held = step("deploy", "build", "Refuse what is wrong, and less than what is published")
    done = checkout.run(held, {}, SITE_URL="https://s.example/", TAKEN_OFF=taken_off, WRONG=wrong, LOST=lost)

    assert (done.returncode != 0) == stops
    assert ("--first" in (checkout.root / "asked").read_text()) is False


def test_the_first_deployment_is_said_by_hand(checkout: Any, step: Any) -> None:
    (checkout.root / ".venv").unlink()
    program = checkout.root / ".venv" / "bin" / "tracker"
    program.parent.mkdir(parents=True)
    program.write_text(TRACKER)
    program.chmod(0o755)
    held = step("deploy", "build", "Refuse what is wrong, and less than what is published")
    done = checkout.run(held, {}, SITE_URL="https://s.example/", FIRST="true", WRONG="0", LOST="0")

    assert done.returncode == 0
    assert "--against-published https://s.example/data/records.json --first" in (checkout.root / "asked").read_text()


def test_the_install_before_it_is_that_of_a_person(checkout: Any, step: Any) -> None:
    assert checkout.run(step("deploy", "build", "Install"), {}).returncode == 0


def test_each_job_waits_for_the_one_before(workflow: Any) -> None:
    jobs = workflow("deploy")["jobs"]

    assert (jobs["attest"]["needs"], jobs["publish"]["needs"]) == ("build", "attest")
