"""The project's own hooks for MkDocs, but for one thing: after the record was read and checked, its texts turn hostile.

Many of these texts would not pass the checks. That is no comfort: the pages must be safe without them.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent.parent


def _load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"loaded_{path.stem}", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_hooks = _load(PROJECT / "macros/hooks.py")
_hostile = _load(Path(__file__).parent / "hostile.py")


def _poisoned(load: Any) -> Any:
    def loaded(root: Path, today: Any) -> Any:
        poison = _hostile.Poison()
        tracker = poison.tracker(load(root, today))
        (root / "fields.json").write_text(json.dumps(poison.fields))
        return tracker

    return loaded


_hooks.checks.load = _poisoned(_hooks.checks.load)
globals().update({name: value for name, value in vars(_hooks).items() if name.startswith("on_")})
