"""The properties that must hold, and the tests that hold them: this list is read by `test_every_property_has_its_tests`.

| property | tests |
|---|---|
| 1 no third-party value among the own | test_no_third_partys_value_among_the_own test_a_third_partys_value_is_never_the_borrowers_own |
| 2 tightening any rule never adds a contact | test_tightening_any_rule_never_permits_more test_one_more_place_never_adds_a_contact test_asking_for_more_never_connects_more |
| 3 a vulnerability never raises intensity | test_what_is_known_of_a_vulnerable_person_only_takes_away |
| 4 withdrawn is never ingested | test_withdrawn_is_as_if_it_had_never_come_in test_a_third_partys_withdrawal_leaves_nothing_of_theirs |
| 5 unknown zone or log means no | test_unknown_zone_or_log_means_no |
| 6 boundaries of hours, the hour that comes twice | test_boundary test_hours test_the_hour_that_comes_twice_and_the_one_left_out |
| 7 rolling and calendar periods | test_rolling_days_are_counted_by_the_clock test_a_day_of_25_hours_is_one_day |
| 8 caps pooled over numbers and agencies | test_caps_are_pooled_over_numbers_and_agencies |
| 9 a dead number that lives again is not advised | test_a_dead_number_that_lives_again_is_not_advised_until_verified |
| 10 a stop is for good | test_never_again_survives_a_new_number_and_a_new_ingestion test_who_said_stop_is_left_alone_whatever_else_holds |
| 11 the log breaks on any edit | test_any_changed_byte_is_found test_any_other_order_or_number_of_entries_is_found |
| 12 a refused category fails validation | test_a_category_on_the_refusal_list_is_no_column |
| 13 name and birth date alone abstain | test_a_name_and_a_birth_date_alone_connect_nobody test_a_namesakes_number_is_not_shown |
| 14 what is said probable holds; wrong parties are told by segment | test_probabilities_hold_on_lenders_drawn_from_the_model test_it_is_foretold_by_the_probabilities_of_first_numbers test_what_was_said_stands_beside_what_is_true |
| a missing element withholds exactly what stood on it | test_one_element_missing test_one_category_missing test_one_element_of_a_record_missing test_what_a_basis_does_not_cover_is_as_if_it_had_not_been_there |
| a changed contact is first only once verified | test_nothing_unverified_and_newer_stands_before_what_is_verified |
"""  # noqa: E501

import re
from pathlib import Path

TESTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parents[1].rglob("test_*.py")))


def test_every_property_has_its_tests() -> None:
    rows = re.findall(r"^\| (.+?) \| (test_.+?) \|$", __doc__ or "", re.MULTILINE)
    assert [row[0].split()[0] for row in rows[:14]] == [str(number) for number in range(1, 15)]
    named = {name for _, names in rows for name in names.split()}
    assert {name for name in named if f"def {name}(" not in TESTS} == set()
