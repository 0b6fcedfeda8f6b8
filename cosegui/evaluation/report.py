"""Scores as JSON values and as a table; J and P in percent, as papers print them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cosegui.core.ports import ThresholdRule
from cosegui.evaluation.protocol import EvaluationOptions
from cosegui.evaluation.scores import DatasetScores, GroupScores, ImageScore, Spread, pooled


def as_report(results: Sequence[DatasetScores], options: EvaluationOptions) -> dict[str, Any]:
    """All figures of an evaluation, fit for `json.dump`; a mean over nothing is None.

    `J` and `P` are means over the images of all data sets; `datasets` has them one by one.
    """
    whole = pooled(results)
    return {
        **_means(whole),
        "unit": "percent",
        "protocol": options.protocol.value,
        "group_size": options.group_size or "all",
        "threshold": threshold_rule(options),
        "solver": options.segment.solver.value if options.segment.solver else "model",
        "refine": options.segment.refine,
        "model": whole.model_name,
        "device": whole.device,
        "seconds": round(whole.seconds, 3),
        "notices": list(whole.notices),
        "datasets": [_dataset(result) for result in results],
        "groups": [
            {"dataset": result.name, **_group(group)}
            for result in results
            for group in result.groups
        ],
        "images": [
            {"dataset": result.name, "group": group.name, **_image(image)}
            for result in results
            for group in result.groups
            for image in group.images
        ],
        "failed": [
            {
                "dataset": result.name,
                "group": failure.group,
                "name": failure.name,
                "message": failure.message,
            }
            for result in results
            for failure in result.failures
        ],
    }


def as_table(result: DatasetScores) -> str:
    """The groups of one data set, a line each, then the means and what else was measured."""
    rows = [("group", "images", "J", "P", "seconds")]
    rows += [
        (
            group.name,
            str(len(group.images)),
            _shown(group.jaccard),
            _shown(group.accuracy),
            f"{group.seconds:.1f}",
        )
        for group in result.groups
    ]
    count = str(len(result.images))
    over_groups = (_shown(result.jaccard_over_groups), _shown(result.accuracy_over_groups))
    rows.append(("mean over groups", str(len(result.groups)), *over_groups, ""))
    means = (_shown(result.jaccard), _shown(result.accuracy), f"{result.seconds:.1f}")
    rows.append(("mean over images", count, *means))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = [f"{result.name}  ({result.model_name}, {result.device})"]
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    rule = "-" * (sum(widths) + 2 * 4)
    lines.insert(2, rule)
    lines.insert(-2, rule)
    return "\n".join([*lines, *_remarks(result)])


def threshold_rule(options: EvaluationOptions) -> str | float:
    """How masks were cut: "model", "otsu" or the number."""
    threshold = options.segment.threshold
    if threshold is None:
        return "model"
    return threshold.value if isinstance(threshold, ThresholdRule) else threshold


def _remarks(result: DatasetScores) -> list[str]:
    lines = []
    if result.without_object:
        answered = sum(image.is_rightly_empty for image in result.without_object)
        lines.append(
            f"empty truth: {len(result.without_object)} images, left out above; "
            f"{answered} answered by an empty mask, false area {_shown(result.false_area)} %"
        )
        lines.append(
            f"with them: J {_shown(result.jaccard_empty_zero)} (each as 0, as published), "
            f"{_shown(result.jaccard_empty_one)} (1 for an empty answer), "
            f"P {_shown(result.accuracy_with_empty)}"
        )
    if result.failures:
        lines.append(f"{len(result.failures)} failed and are in no mean; they are named above")
    if result.confidence_correlation is not None:
        lines.append(f"confidence against J: rank correlation {result.confidence_correlation:.2f}")
    for spread in result.spreads:
        what = "orders" if spread.what == "order" else "deals"
        lines.append(
            f"{len(spread.jaccards) - 1} other {what}: J moves by {100 * spread.range:.2f} "
            f"(standard deviation {100 * spread.deviation:.2f}, "
            f"of one image at most {100 * spread.largest_image_deviation:.2f})"
        )
    lines += [f"note: {notice}" for notice in result.notices]
    return lines


def _dataset(result: DatasetScores) -> dict[str, Any]:
    return {
        "name": result.name,
        **_means(result),
        "group_count": len(result.groups),
        "image_count": len(result.images),
        "failed_count": len(result.failures),
        "seconds": round(result.seconds, 3),
        "spreads": [_spread(spread) for spread in result.spreads],
        "notices": list(result.notices),
    }


def _means(result: DatasetScores) -> dict[str, Any]:
    return {
        "J": _percent(result.jaccard),
        "P": _percent(result.accuracy),
        "J_over_groups": _percent(result.jaccard_over_groups),
        "P_over_groups": _percent(result.accuracy_over_groups),
        "empties": {
            "images": len(result.without_object),
            "answered_empty": sum(image.is_rightly_empty for image in result.without_object),
            "false_area": _percent(result.false_area),
            "J_empty_zero": _percent(result.jaccard_empty_zero),
            "J_empty_one": _percent(result.jaccard_empty_one),
            "P_with_empty": _percent(result.accuracy_with_empty),
        },
        "confidence_correlation": _rounded(result.confidence_correlation),
    }


def _group(group: GroupScores) -> dict[str, Any]:
    return {
        "name": group.name,
        "J": _percent(group.jaccard),
        "P": _percent(group.accuracy),
        "images": len(group.images),
        "empty": len(group.images) - len(group.with_object),
        "failed": len(group.failures),
        "seconds": round(group.seconds, 3),
    }


def _image(image: ImageScore) -> dict[str, Any]:
    return {
        "name": image.name,
        "J": _percent(image.jaccard),
        "P": _percent(image.accuracy),
        "truth_empty": image.is_truth_empty,
        "truth_area": _percent(image.truth_area),
        "area": _percent(image.predicted_area),
        "score": _rounded(image.confidence),
        "threshold": _rounded(image.threshold),
        "seconds": round(image.seconds, 3),
    }


def _spread(spread: Spread) -> dict[str, Any]:
    return {
        "what": spread.what,
        "J": [_percent(value) for value in spread.jaccards],
        "range": _percent(spread.range),
        "deviation": _percent(spread.deviation),
        "largest_image_deviation": _percent(spread.largest_image_deviation),
    }


def _percent(value: float | None) -> float | None:
    return None if value is None else round(100 * value, 3)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f}"
