"""A small picture of the status of each commitment, for other sites: words and a shape, in the reader's own font."""

from __future__ import annotations

from macros.links import file_address
from macros.render import Context, html

_LABEL = "Status on record"
_SIGN_WIDTH = 6.5  # pixels; `textLength` makes the words fit whatever font draws them
_PADDING = 10
_SHAPE = 20


def of_commitment(context: Context, name: str) -> tuple[str, str]:
    """The badge of a commitment with its address."""
    return file_address("badge", "commitment", name), _drawn(context, name, *_status(context, name))


def _status(context: Context, name: str) -> tuple[str, str | None]:
    """The words of the badge, and the delivery value whose shape it shows; what was withdrawn has none."""
    if context.tracker.commitments[name].withdrawn:
        return "Withdrawn", None
    delivery = context.overview.state(name).delivery
    return context.tracker.title_of("delivery", delivery) if delivery else "Not assessed yet", delivery


def _drawn(context: Context, name: str, status: str, delivery: str | None) -> str:
    """One badge. Its text alternative says the same as the picture, and of what."""
    sizes = {"label_width": _width(_LABEL), "status_width": _width(status), "padding": _PADDING, "shape": _SHAPE}
    drawn = html(
        context,
        "badges/status.svg.jinja",
        "",
        title=context.tracker.commitments[name].title,
        label=_LABEL,
        status=status,
        delivery=delivery,
        **sizes,
    )
    return drawn.strip() + "\n"


def _width(words: str) -> int:
    return round(len(words) * _SIGN_WIDTH)
