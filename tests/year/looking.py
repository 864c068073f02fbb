"""A look at the site of a played record: what it says must agree with itself, and with what it said before."""

from __future__ import annotations

from pathlib import Path

from tests.year.agreeing import disagreements
from tests.year.lasting import losses
from tests.year.played import Played
from tests.year.site import Site, build
from tests.year.year import Told

_SHOWN = 20


class Looks:
    """Builds the site at each look, and holds it against itself and against the look before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.last: Site | None = None

    def __call__(self, play: Played, told: Told) -> None:
        """Look once.

        Raises:
            AssertionError: something is said in two ways, leads nowhere, or is lost.
        """
        told.builds += 1
        site = build(play, self.folder / f"site-{told.builds}")
        found = [*disagreements(site), *(losses(self.last, site) if self.last else ())]
        told.links += site.links
        assert not found, f"{len(found)} things are wrong\n" + "\n".join(found[:_SHOWN])
        self.last = site
