"""Errors are fit to be shown, and a run's summary counts."""

import pickle
from pathlib import Path

import pytest

from cosegui.core import errors
from cosegui.core.errors import CoseguiError, ImageReadError, SaveError
from cosegui.core.events import ImageOutcome, OutcomeStatus, RunProgress, RunSummary


def test_the_tree_in_the_docstring_is_the_tree_of_classes():
    drawn = {}
    parents = ["CoseguiError"]
    for line in errors.__doc__.splitlines():
        if "+-- " not in line:
            continue
        depth, name = line.index("+--") // 5 + 1, line.split("+-- ")[1].split()[0]
        parents[depth:] = [name]
        drawn[name] = parents[depth - 1]
    defined = {
        name: cls.__base__.__name__
        for name, cls in vars(errors).items()
        if isinstance(cls, type) and issubclass(cls, CoseguiError) and cls is not CoseguiError
    }
    assert drawn == defined


@pytest.mark.parametrize("kind", [ImageReadError, SaveError])
def test_file_errors_name_the_file_and_cross_process_borders(kind):
    error = kind(Path("photos") / "a b.jpg", "it is odd. Do this.")
    assert "a b.jpg" in str(error)
    assert str(error).endswith("it is odd. Do this.")
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), copy.path) == (kind, str(error), error.path)


@pytest.mark.parametrize(
    ("done", "total", "fraction"), [(0, 0, 0.0), (1, 4, 0.25), (4, 4, 1.0), (5, 4, 1.0)]
)
def test_progress_is_a_share_of_the_whole(done, total, fraction):
    assert RunProgress(done, total).fraction == fraction


def test_a_summary_counts_and_names_the_failures():
    outcomes = (
        ImageOutcome("a", OutcomeStatus.DONE),
        ImageOutcome("b", OutcomeStatus.FAILED, "b.jpg cannot be read"),
        ImageOutcome("c", OutcomeStatus.DONE),
    )
    summary = RunSummary(outcomes, 1.5, "cpu", "demo")
    assert summary.count(OutcomeStatus.DONE) == 2
    assert summary.count(OutcomeStatus.CANCELLED) == 0
    assert summary.failures == outcomes[1:2]
