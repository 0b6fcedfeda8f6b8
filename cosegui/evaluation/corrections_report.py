"""Simulated corrections and strokes as tables for people and as figures for machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cosegui.evaluation.corrections import (
    LOW_JACCARD,
    Choice,
    CorrectedGroup,
    CorrectionSummary,
    summaries,
)
from cosegui.evaluation.strokes import ENOUGH_JACCARD, GroupStrokes, stroke_totals


def corrections_table(results: Sequence[CorrectedGroup]) -> str:
    """What simulated corrections did to the images left alone, a line each way of choosing."""
    rows = [("groups", "chosen by", "corrected", "images", "J before", "J after", "whole group")]
    remarks = []
    for words, only_low in (("all", False), (f"J < {100 * LOW_JACCARD:.0f}", True)):
        lines = summaries(results, only_low=only_low)
        rows += [
            (
                f"{words} ({line.groups})",
                line.choice.value,
                str(line.count),
                str(line.images),
                _shown(line.before),
                _shown(line.after),
                _shown(line.whole),
            )
            for line in lines
        ]
        remarks += _queue_against_chance(words, lines)
    title = "corrections (J of the images left alone; whole group: corrected ones count as 100)"
    return "\n".join([title, *_aligned(rows, left=2), *remarks])


def corrections_report(dataset: str, results: Sequence[CorrectedGroup]) -> list[dict[str, Any]]:
    """The same group by group, fit for `json.dump`."""
    return [
        {
            "dataset": dataset,
            "group": one.name,
            "chosen_by": one.choice.value,
            "corrected": one.count,
            "images": one.images,
            "J_group": _percent(one.group_jaccard),
            "J_before": _percent(one.before),
            "J_after": _percent(one.after),
            "J_whole": _percent(one.whole),
            "seconds": round(one.seconds, 3),
        }
        for one in results
    ]


def strokes_table(results: Sequence[GroupStrokes]) -> str:
    """Strokes until each group was good enough, and how many propagation saves."""
    rows = [("group", "images", "J before", "strokes", "with propagation", "images", "with")]
    rows += [
        (
            one.name,
            str(one.images),
            _shown(one.before),
            str(one.alone),
            str(one.propagated),
            str(one.images_alone),
            str(one.images_propagated),
        )
        for one in results
    ]
    alone, propagated = stroke_totals(results)
    saved = f", {100 * (1 - propagated / alone):.0f} % fewer" if alone else ""
    return "\n".join(
        [
            f"strokes until a group has J {100 * ENOUGH_JACCARD:.0f}, and images touched",
            *_aligned(rows, left=1),
            f"all groups: {alone} strokes, {propagated} with propagation{saved}",
        ]
    )


def strokes_report(dataset: str, results: Sequence[GroupStrokes]) -> list[dict[str, Any]]:
    """The same, fit for `json.dump`."""
    return [
        {
            "dataset": dataset,
            "group": one.name,
            "images": one.images,
            "J_before": _percent(one.before),
            "strokes": one.alone,
            "strokes_with_propagation": one.propagated,
            "images_touched": one.images_alone,
            "images_touched_with_propagation": one.images_propagated,
        }
        for one in results
    ]


def _queue_against_chance(words: str, lines: Sequence[CorrectionSummary]) -> list[str]:
    by_choice = {(line.choice, line.count): line.whole for line in lines}
    remarks = []
    for count in dict.fromkeys(line.count for line in lines):
        queue, chance = by_choice.get((Choice.QUEUE, count)), by_choice.get((Choice.CHANCE, count))
        if queue is not None and chance is not None:
            verdict = "beats" if queue > chance else "does not beat"
            remarks.append(
                f"{words}, {count} corrected: the queue {verdict} chance, "
                f"{100 * (queue - chance):+.1f} over the whole group"
            )
    return remarks


def _aligned(rows: Sequence[tuple[str, ...]], *, left: int) -> list[str]:
    """Rows as lines with a rule under the first; `left` columns of words, the others of figures."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:left], widths[:left], strict=True)]
        cells += [cell.rjust(width) for cell, width in zip(row[left:], widths[left:], strict=True)]
        lines.append("  ".join(cells))
    lines.insert(1, "-" * len(lines[0]))
    return lines


def _percent(value: float) -> float:
    return round(100 * value, 3)


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f}"
