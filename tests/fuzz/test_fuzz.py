"""A short slice of the long run of `python -m tests.fuzz`: the same inputs every time."""

import pytest

from tests.fuzz.targets import TARGETS
from tests.fuzz.trial import attempt

INPUTS = {"project": 20, "images": 40, "masks": 30}
OTHERS = 12
# Every checkpoint that is opened builds a network, which is slow: damaged cards and weights are
# tried in tests/unit/model, and here in the long run alone.
QUICK = [each for each in TARGETS if each.name != "checkpoints"]


@pytest.mark.parametrize("target", QUICK, ids=lambda target: target.name)
def test_damaged_input_ends_in_words_and_is_left_as_it_was(target, tmp_path):
    findings = {}
    for number in range(INPUTS.get(target.name, OTHERS)):
        place = tmp_path / str(number)
        place.mkdir()
        wrong = attempt(target, target.damaged(number, seed=1), place)
        if wrong:
            findings[number] = wrong
    assert findings == {}
