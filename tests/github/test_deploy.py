"""Publishing: what is signed is what is published, and the address of the site reaches the build."""

from __future__ import annotations

import subprocess
from typing import Any


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


def test_each_job_waits_for_the_one_before(workflow: Any) -> None:
    jobs = workflow("deploy")["jobs"]

    assert (jobs["attest"]["needs"], jobs["publish"]["needs"]) == ("build", "attest")
