"""The table of cases and the markers of the tests say the same."""

from lab.cases import listed, marked, shown_at


def test_every_case_is_shown_by_tests_or_says_why_not() -> None:
    tests = marked()
    for case, (_, where) in listed().items():
        if case in tests:
            assert where == shown_at(tests[case]), f"tests/CASES.md, {case}: write {shown_at(tests[case])}"
        else:
            assert where.startswith("Not run here: "), f"no test carries the marker {case}"


def test_no_test_claims_a_case_that_is_not_in_the_table() -> None:
    assert set(marked()) <= set(listed())
