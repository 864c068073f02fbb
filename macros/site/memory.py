"""What Python's garbage collector need not look at again and again.

A build makes hundreds of thousands of objects that all live until its end. Python's default looks through them every
few hundred new ones; measured at a thousand commitments, that was a fifth of the build.
"""

from __future__ import annotations

import gc

from macros.read import quotes

_NEW_OBJECTS_BEFORE_A_LOOK = 100_000


def begin() -> None:
    """Look more seldom from now on; on a rebuild while serving, give back what the last build set aside."""
    gc.unfreeze()
    gc.set_threshold(_NEW_OBJECTS_BEFORE_A_LOOK, 50, 50)


def settle() -> None:
    """Set aside the record that has been read and checked, and let go of what only the check needed."""
    quotes.readings.cache_clear()
    gc.collect()
    gc.freeze()
