"""One call of the predictor: what was asked, and how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cosegui.core.errors import Cancelled
from cosegui.core.ports import Example, GroupProgress, ImageSource, SegmentOptions


@dataclass
class Run:
    """One call of `segment_group`, or of `propagate`, which has examples.

    Attributes:
        notices: what the person is to know at the end.
        answers_early: see `Segmenter.propagate`.
        done: steps of `2 * len(sources)`: each image is read, and gets its mask.
        more_masks: of the images that are answered for once more; as many steps more.
        likenesses: see `GroupCells.representativeness`, of the images that are no examples.
    """

    sources: Sequence[ImageSource]
    options: SegmentOptions
    on_progress: Callable[[GroupProgress], None]
    is_cancelled: Callable[[], bool]
    notices: list[str]
    examples: Sequence[Example] = ()
    answers_early: bool = False
    done: int = 0
    more_masks: int = 0
    likenesses: dict[int, float] = field(default_factory=dict)

    def advance(self, stage: str, count: int = 1) -> None:
        """Tell how far it is. Raises: Cancelled: the caller wants no more."""
        self.done += count
        total = 2 * len(self.sources) + self.more_masks
        self.on_progress(GroupProgress(min(self.done, total), total, stage))
        if self.is_cancelled():
            raise Cancelled("The run was stopped.")
