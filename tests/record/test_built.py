"""The built site is the same wherever it is built, and its pages name their other forms.

The same tests hold for the invented town, where they are written.
"""

# ruff: noqa: F401 - pytest finds what is imported here

from __future__ import annotations

from tests.publish.test_same_bytes import (
    one,
    test_manifest_lists_every_file_with_its_hash,
    test_pages_name_the_commit_that_they_were_built_from,
    test_site_map_dates_pages_by_the_record_and_not_by_the_build,
    test_two_builds_are_the_same_in_another_folder_hash_seed_locale_and_time_zone,
)
from tests.publish.test_site_exports import (
    test_other_forms_are_named_as_every_reader_looks_for_them,
    test_page_about_the_data_is_a_dataset,
    test_page_names_its_feed_its_data_and_its_text,
    test_tables_of_the_site_are_those_of_the_package,
)
