from __future__ import annotations

import json

from cosegui.core.ports import SegmentOptions, Solver, ThresholdRule
from cosegui.evaluation.protocol import EvaluationOptions
from cosegui.evaluation.report import as_report, as_table
from cosegui.evaluation.scores import DatasetScores, Failure, GroupScores, ImageScore, spread_of


def image(name: str, j: float, *, truth: float = 0.25, answer: float = 0.5) -> ImageScore:
    return ImageScore(
        name=name,
        jaccard=j,
        accuracy=0.9,
        truth_area=truth,
        predicted_area=answer,
        confidence=j,
        threshold=0.5,
        seconds=0.25,
    )


def result() -> DatasetScores:
    dogs = GroupScores("dogs", (image("1.jpg", 0.8), image("2.jpg", 0.0, truth=0, answer=0.1)), 1.5)
    cats = GroupScores("cats", (image("1.jpg", 0.4),), 0.5, (Failure("cats", "2.jpg", "torn"),))
    return DatasetScores(
        "pets",
        (dogs, cats),
        "cpu, 2 threads",
        "cosegui-b0",
        ("note well",),
        (spread_of("order", [(dogs, cats), (dogs, cats)]),),
    )


def test_the_report_holds_what_was_asked_and_what_came_out() -> None:
    options = EvaluationOptions(group_size=5)

    report = json.loads(json.dumps(as_report([result()], options)))

    assert report["J"] == 60.0
    assert report["P"] == 90.0
    assert report["J_over_groups"] == 60.0
    assert report["model"] == "cosegui-b0"
    assert report["protocol"] == "native"
    assert report["group_size"] == 5
    assert report["threshold"] == "model"
    assert report["seconds"] == 2.0
    assert report["empties"] == {
        "images": 1,
        "answered_empty": 0,
        "false_area": 10.0,
        "J_empty_zero": 40.0,
        "J_empty_one": 40.0,
        "P_with_empty": 90.0,
    }
    assert [(g["name"], g["J"], g["images"], g["seconds"]) for g in report["groups"]] == [
        ("dogs", 80.0, 2, 1.5),
        ("cats", 40.0, 1, 0.5),
    ]
    assert len(report["images"]) == 3
    assert report["failed"] == [
        {"dataset": "pets", "group": "cats", "name": "2.jpg", "message": "torn"}
    ]
    assert report["datasets"][0]["spreads"][0]["range"] == 0.0


def test_the_threshold_rule_and_solver_are_reported_as_asked() -> None:
    for threshold, name in ((0.4, 0.4), (ThresholdRule.OTSU, "otsu")):
        asked = SegmentOptions(solver=Solver.CROSS_IMAGE, threshold=threshold)
        report = as_report([result()], EvaluationOptions(segment=asked))
        assert report["threshold"] == name
        assert report["solver"] == "cross-image"


def test_the_table_has_a_line_for_each_group_and_both_means() -> None:
    lines = as_table(result()).splitlines()

    assert lines[0] == "pets  (cosegui-b0, cpu, 2 threads)"
    assert lines[1].split() == ["group", "images", "J", "P", "seconds"]
    assert ["dogs", "2", "80.0", "90.0", "1.5"] in [line.split() for line in lines]
    assert ["mean", "over", "groups", "2", "60.0", "90.0"] in [line.split() for line in lines]
    assert ["mean", "over", "images", "3", "60.0", "90.0", "2.0"] in [x.split() for x in lines]
    text = "\n".join(lines)
    assert "empty truth: 1 images" in text
    assert "J moves by 0.00" in text
    assert "note: note well" in text
    assert "1 failed" in text


def test_a_set_without_any_object_prints_dashes() -> None:
    empty = DatasetScores(
        "none", (GroupScores("g", (image("1", 1.0, truth=0, answer=0),), 0.1),), "cpu", "m"
    )

    assert as_report([empty], EvaluationOptions())["J"] is None
    assert "-" in as_table(empty)
