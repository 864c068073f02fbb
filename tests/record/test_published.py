"""What leaves the house: each file fits its own description, in the eyes of readers that know nothing of ours.

The same tests hold for the invented town, where they are written.
"""

# ruff: noqa: F401 - pytest finds what is imported here

from __future__ import annotations

from tests.publish.test_api import (
    document,
    test_description_is_valid_openapi,
    test_every_file_fits_its_description,
    test_every_shape_stands_alone,
    test_state_of_a_day_is_that_of_the_pages,
    test_texts_that_we_hold_are_not_published,
    test_there_is_a_state_for_every_day_of_a_change,
)
from tests.publish.test_calendars import (
    test_every_calendar_is_read,
    test_every_due_date_that_can_pass_is_there_once,
    test_lines_are_folded_and_end_as_the_standard_says,
    test_report_comes_back_every_year,
)
from tests.publish.test_feeds import (
    test_every_feed_reads_without_complaint,
    test_ids_are_unique_in_a_feed_and_shared_between_feeds,
    test_order_is_newest_first,
)
from tests.publish.test_prose import (
    test_every_commitment_of_a_body_is_a_line_of_its_own,
    test_every_commitment_of_a_theme_is_a_line_of_its_own,
    test_every_link_leads_to_a_page_or_file,
    test_every_record_page_has_its_text,
    test_index_names_every_text_of_what_counts,
)
from tests.publish.test_tables import (
    package,
    test_archive_holds_everything_and_its_hashes,
    test_cells_have_the_types_that_the_package_names,
    test_every_entry_is_a_row,
    test_every_evidence_is_a_row,
    test_every_table_is_rectangular_and_ends_its_lines_after_the_standard,
    test_keys_are_unique_and_references_lead_somewhere,
    test_no_cell_of_the_record_begins_like_a_formula,
    test_package_describes_every_table_and_column,
    test_records_are_all_in_one_file,
)
