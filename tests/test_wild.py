"""The wild: engines, classes, scripts and notebooks as people write them, each judged rightly."""

import pytest

from checks.instructor import review

EVERY = review.wild()


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_what_people_write_is_judged_and_told_rightly(name: str) -> None:
    assert review.wrong(EVERY[name]) == ()
