"""Every page is valid HTML by the Nu HTML checker."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.building import PROJECT

from .conftest import Site

pytestmark = pytest.mark.browser
CHECKER = PROJECT / ".venv/npm/node_modules/vnu-jar/build/dist/vnu.jar"
# Both are Material's, in its own frame around our page, and harm nobody:
OF_THE_THEME = (
    "“autocomplete”",  # on the checkboxes that open the navigation and the search
    "“for” attribute of the “label” element must be the ID",  # the button for the contents, on pages outside the menu
)


def test_every_page_is_valid(site: Site) -> None:
    assert CHECKER.exists(), "run `make test` once: it fetches the checker"
    command = ["java", "-jar", str(CHECKER), "--errors-only", "--skip-non-html", "--format", "json", str(site.root)]
    done = subprocess.run(command, capture_output=True, text=True)
    found = json.loads(done.stderr)["messages"]
    ours = [item for item in found if not any(words in item["message"] for words in OF_THE_THEME)]

    assert [f"{item.get('url', '')}:{item.get('lastLine')}: {item['message']}" for item in ours] == []
