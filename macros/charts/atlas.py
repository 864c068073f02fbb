"""The charts that a template can ask for, each of the record as it stands on the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from macros.charts.figures import FigureChart, figure_chart
from macros.charts.moments import TimelineChart, timeline_chart
from macros.charts.promised import DateChart, date_chart
from macros.charts.states import StateChart, state_chart
from macros.derive.overview import Overview
from macros.derive.reports import lookalikes
from macros.derive.timeline import timeline_entries
from macros.model.tracker import Tracker


@dataclass(frozen=True, slots=True)
class Charts:
    """Draws from one record; `overview` holds the states of the day."""

    tracker: Tracker
    overview: Overview

    @property
    def _today(self) -> dt.date:
        return self.overview.day

    def states(self, names: Iterable[str]) -> StateChart:
        """The status of some commitments, month by month."""
        return state_chart(self.tracker, names, self._today)

    def dates(self, names: Iterable[str]) -> DateChart:
        """Every date promised by some commitments, and the days after it."""
        return date_chart(self.overview.of(names), self._today)

    def timeline(self) -> TimelineChart:
        """All events by type and month."""
        return timeline_chart(self.tracker, timeline_entries(self.tracker), self._today)

    def lookalikes(self) -> FigureChart:
        """The largest group of figures that are easily taken for one another."""
        return figure_chart(self.tracker, next(iter(lookalikes(self.tracker)), ()), self._today)
