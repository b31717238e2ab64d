"""The wild: engines, classes, scripts and notebooks as people write them, each judged rightly."""

import re

import pytest

from checks.check import session
from checks.check.key import published
from checks.errors import KitError
from checks.instructor import review
from checks.instructor.checking import graded
from checks.instructor.intake import take
from checks.run import box
from checks.submission import FILES

EVERY = review.wild()
WITH_OTHERS = [name for name, one in EVERY.items() if one.files.keys() - {*FILES}]
WITH_OTHERS = [name for name in WITH_OTHERS if len(EVERY[name].files) > 1]


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_what_people_write_is_judged_and_told_rightly(name):
    assert review.wrong(EVERY[name]) == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_OTHERS)
def test_a_class_is_judged_as_at_the_desk_whatever_the_files_import(tmp_path, name):
    """In a box, where one works here."""
    try:
        holding = box.probe()
    except KitError:
        holding = None
    submission = EVERY[name].written(tmp_path)
    here = session.check(submission).result
    there = graded("anna", take(tmp_path), holding, published()).result

    assert there.verdicts == here.verdicts
    one, other = ({re.sub(r"^\S+/", "", note) for note in found.notes} for found in (here, there))
    assert one - other <= {*submission.notes}
