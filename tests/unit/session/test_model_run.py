from __future__ import annotations

from cosegui.core.events import OutcomeStatus
from cosegui.core.project import Group, Project, ReviewState
from cosegui.session.model_run import ModelRun, plan_groups
from tests.helpers.projects import project_of

UNSEEN, EXCLUDED, CORRECTED = ReviewState.UNSEEN, ReviewState.EXCLUDED, ReviewState.CORRECTED


def run_over(project: Project) -> ModelRun:
    groups, excluded = plan_groups(project.groups)
    return ModelRun(project, "all", groups, excluded, began_s=100.0)


def test_everything_but_excluded_images_is_read() -> None:
    project = project_of({"pots": [("a", UNSEEN), ("b", CORRECTED), ("c", EXCLUDED)]})

    (group,), excluded = plan_groups(project.groups)

    assert [image.path.name for image in group.images] == ["a", "b"]
    assert excluded == (project.groups[0].images[2].id,)


def test_a_group_with_nothing_to_read_is_left_out() -> None:
    project = project_of({"pots": [("a", EXCLUDED)], "pans": [("b", UNSEEN)]})
    project.groups.append(Group("empty"))

    groups, excluded = plan_groups(project.groups)

    assert [group.name for group in groups] == ["pans"]
    assert len(excluded) == 1


def test_the_summary_has_every_image_once_in_the_order_of_the_project() -> None:
    project = project_of({"pots": [("a", UNSEEN), ("b", EXCLUDED), ("c", UNSEEN)]})
    a, b, c = (image.id for image in project.images())
    run = run_over(project)

    run.note(c, OutcomeStatus.DONE, seconds=2.0)
    run.note(a, OutcomeStatus.FAILED, "damaged")
    run.note(a, OutcomeStatus.DONE, "the first outcome counts")
    summary = run.summary(now_s=107.0)

    assert [(one.image_id, one.status) for one in summary.outcomes] == [
        (a, OutcomeStatus.FAILED),
        (c, OutcomeStatus.DONE),
        (b, OutcomeStatus.SKIPPED),
    ]
    assert summary.seconds == 7.0
    assert [one.message for one in summary.failures] == ["damaged"]


def test_ending_the_run_speaks_of_those_that_had_no_outcome() -> None:
    project = project_of({"pots": [("a", UNSEEN), ("b", UNSEEN)], "pans": [("c", UNSEEN)]})
    a, b, c = (image.id for image in project.images())
    run = run_over(project)
    run.note(a, OutcomeStatus.DONE)

    run.end_all(OutcomeStatus.CANCELLED)

    statuses = {one.image_id: one.status for one in run.summary(0.0).outcomes}
    assert statuses == {
        a: OutcomeStatus.DONE,
        b: OutcomeStatus.CANCELLED,
        c: OutcomeStatus.CANCELLED,
    }
    assert run.waiting == []


def test_time_left_counts_groups_by_their_images_and_not_the_loading() -> None:
    project = project_of(
        {"small": [("a", UNSEEN)], "large": [(name, UNSEEN) for name in "bcdefghij"]}
    )
    run = run_over(project)
    small, large = run.waiting

    assert run.progress(None, 0.0, "loading", 100.0).seconds_left is None
    assert run.progress(small, 0.0, "small", 160.0).seconds_left is None
    run.note(small.images[0].id, OutcomeStatus.DONE)
    run.end_group(small)
    progress = run.progress(large, 0.0, "large", 162.0)

    assert (progress.done, progress.total) == (1, 10)
    assert progress.seconds_left is not None
    assert abs(progress.seconds_left - 18.0) < 1e-9


def test_a_notice_is_told_once() -> None:
    run = run_over(project_of({"pots": [("a", UNSEEN)]}))
    run.notices += ["went on with the CPU", "went on with the CPU"]

    assert run.summary(0.0).notices == ("went on with the CPU",)
