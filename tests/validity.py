"""What the Nu HTML checker says against the pages of a built site: all of them in one call."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.building import PROJECT

_CHECKER = PROJECT / ".venv/npm/node_modules/vnu-jar/build/dist/vnu.jar"
# For a few seconds of work the better compiler does not pay; without it, the checker needs a deeper stack.
_JAVA = ("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss4m", "-jar", str(_CHECKER))
# Both are Material's, in its own frame around our page, and harm nobody:
_OF_THE_THEME = (
    "“autocomplete”",  # on the checkboxes that open the navigation and the search
    "“for” attribute of the “label” element must be the ID",  # the button for the contents, on pages outside the menu
)


def invalid(*sites: Path) -> list[str]:
    """Every place at which a page below one of the folders is not valid HTML."""
    assert _CHECKER.exists(), "run `make test` once: it fetches the checker"
    command = [*_JAVA, "--errors-only", "--skip-non-html", "--format", "json", *map(str, sites)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stderr)["messages"]
    ours = [item for item in found if not any(words in item["message"] for words in _OF_THE_THEME)]
    return [f"{item.get('url', '')}:{item.get('lastLine')}: {item['message']}" for item in ours]
