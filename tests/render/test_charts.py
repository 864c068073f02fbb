"""Charts put values in their right places, and join only what may be joined."""

from __future__ import annotations

import datetime as dt

import pytest

from macros.derive.facets import facets, facets_of_timeline, subjects
from macros.derive.overview import Overview, overview
from macros.derive.reports import lookalikes
from macros.derive.state import Outcome, state_on
from macros.derive.timeline import timeline_entries
from macros.derive.words import NO_ANSWER
from macros.model.dates import PartialDate, end_of
from macros.model.tracker import Tracker
from macros.publish.pages import VIEWS
from macros.render.charts import WIDTH, Scale, columns, date_chart, figure_chart, state_chart, timeline_chart
from macros.render.page import Context, page


@pytest.fixture(scope="module")
def whole(record: Tracker, today: dt.date) -> Overview:
    return overview(record, today)


def test_a_scale_runs_from_edge_to_edge_and_stops_there() -> None:
    scale = Scale(dt.date(2025, 1, 1), dt.date(2027, 1, 1))

    assert (scale.x(scale.first), scale.x(dt.date(2026, 1, 1)), scale.x(scale.last)) == (0, WIDTH / 2, WIDTH)
    assert (scale.x(dt.date(2020, 1, 1)), scale.x(dt.date(2030, 1, 1))) == (0, WIDTH)
    assert [year.name for year in scale.years] == ["2025", "2026", "2027"]


def test_a_scale_of_one_day_is_a_place() -> None:
    day = dt.date(2025, 1, 1)

    assert Scale(day, day).x(day) == 0


def test_columns_are_the_months_up_to_today_and_equally_wide() -> None:
    over = columns(dt.date(2025, 11, 30), dt.date(2026, 2, 3))

    assert [str(month) for month in over.months] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert [over.x(index) for index in range(5)] == [0, WIDTH / 4, WIDTH / 2, 3 * WIDTH / 4, WIDTH]
    assert (over.ends[0], over.ends[3]) == (dt.date(2025, 11, 30), dt.date(2026, 2, 3))
    assert [(year.name, year.x) for year in over.years] == [("2025", 0), ("2026", WIDTH / 2)]


def test_each_month_shows_the_state_of_its_last_day(record: Tracker, today: dt.date) -> None:
    names = sorted(record.counted)
    chart = state_chart(record, names, today)
    for row in chart.rows:
        shown = {x: run.delivery for run in row.runs for x in run.cells}
        for index, month in enumerate(chart.columns.months):
            state = state_on(record, record.commitments[row.name], end_of(month, today))
            assert shown.get(chart.columns.x(index)) == state.delivery, f"{row.name} in {month}"


def test_runs_of_a_row_neither_overlap_nor_repeat(record: Tracker, today: dt.date) -> None:
    for row in state_chart(record, record.counted, today).rows:
        for one, other in zip(row.runs, row.runs[1:], strict=False):
            assert round(one.x + one.width, 1) <= other.x
            assert one.delivery != other.delivery


def test_words_of_a_row_are_the_changes_in_order(record: Tracker, whole: Overview, today: dt.date) -> None:
    for row in state_chart(record, record.counted, today).rows:
        dates = [change.since for change in row.changes]
        assert dates == sorted(dates)
        assert (row.changes[-1].delivery, row.changes[-1].since) == (
            whole.states[row.name].delivery,
            whole.states[row.name].since,
        )


def test_every_promised_date_has_a_row_and_its_days_a_bar(whole: Overview, today: dt.date) -> None:
    chart = date_chart(whole.states, today)
    given = sum(len(state.dues) for state in whole.states.values())
    assert len(chart.rows) == given > 0
    for row in chart.rows:
        has_days = row.state.outcome in (Outcome.PASSED, Outcome.LATE, Outcome.MOVED)
        assert (row.bar is not None) == has_days
        if row.bar and row.state.outcome is Outcome.PASSED:
            assert sum(row.bar) == pytest.approx(chart.today, abs=0.2)
        assert row.given <= row.due
        assert row.is_beyond == (row.state.due.date.last > chart.scale.last)


def test_every_event_since_the_first_month_has_a_mark(record: Tracker, today: dt.date) -> None:
    told = [moment for moment in timeline_entries(record) if moment.type in record.codelists["event-type"].by_code]
    chart = timeline_chart(record, told, today)

    assert sum(len(row.marks) for row in chart.rows) + chart.earlier == len(told)
    for row in chart.rows:
        assert len(row.marks) == len(set(row.marks)) == row.total
        assert all(0 <= x <= WIDTH and 0 <= y <= row.height for x, y in row.marks)


def test_figures_that_are_not_comparable_never_share_a_row(record: Tracker, today: dt.date) -> None:
    groups = lookalikes(record)
    assert groups
    for group in groups:
        chart = figure_chart(record, group, today)
        assert sorted(row.name for row in chart.rows) == list(group)
        for row in chart.rows:
            assert [mark.value for mark in row.marks] == list(record.figures[row.name].values)


def test_a_figure_stands_with_everything_it_may_be_taken_for(record: Tracker) -> None:
    group_of = {name: group for group in lookalikes(record) for name in group}
    for name, figure in record.figures.items():
        for other in figure.not_comparable_with:
            assert group_of[name] is group_of[other.figure]


def test_a_value_of_a_whole_month_is_drawn_as_long_as_the_month(record: Tracker, today: dt.date) -> None:
    chart = figure_chart(record, next(iter(lookalikes(record))), today)
    for mark in (mark for row in chart.rows for mark in row.marks):
        assert (mark.span is None) == mark.value.date.is_exact
        if mark.span:
            assert mark.span[0] <= mark.x <= mark.span[1]
            assert mark.span[0] < mark.span[1]


def test_facets_count_every_commitment(record: Tracker, whole: Overview) -> None:
    found = facets(record, whole.states.values())
    for name in ("delivery", "response", "kind"):
        assert sum(option.count for option in found[name]) == len(whole.states)
    silent = sum(state.response is None for state in whole.states.values())
    counts = {option.value: option.count for option in found["response"]}
    assert sum(counts.get(code, 0) for code in (NO_ANSWER, *record.codelists["stance"].by_code)) == silent


def test_facets_of_the_timeline_hold_every_subject(record: Tracker) -> None:
    about = [subjects(record, moment) for moment in timeline_entries(record)]
    found = facets_of_timeline(record, about, about)

    assert {option.value for option in found["theme"]} == {theme for item in about for theme in item.themes}
    assert {option.value for option in found["body"]} == {body for item in about for body in item.bodies}


@pytest.mark.parametrize("template", ["recommendations", "commitments", "timeline", "figures"])
def test_pictures_have_title_description_and_no_style(record: Tracker, today: dt.date, template: str) -> None:
    context = Context.of(record, today)
    html = page(context, template, f"{template}/", **VIEWS[template](context))
    pictures = html.split('<svg class="strip" ')[1:]

    assert pictures
    for picture in (item[: item.index("</svg>")] for item in pictures):
        assert 'role="img"' in picture
        assert "<title id=" in picture
        assert "<desc id=" in picture
        assert "style=" not in picture
        assert "<script" not in picture
        assert not [colour for colour in ('fill="#', 'stroke="#', "rgb(") if colour in picture]


def test_no_dates_make_no_rows(today: dt.date) -> None:
    assert date_chart({}, today).rows == ()


def test_what_begins_later_than_today_has_one_column() -> None:
    assert columns(dt.date(2030, 1, 1), dt.date(2026, 11, 21)).months == (PartialDate("2026-11"),)
