"""Small objects are corrected once more, from nearer.

A correction learns and acts on the cells of whole photographs, in which a small object has few.
Where it has found something small, in the examples and in images like them, the network looks at
that part of the photograph alone (closer_look.py): it adds what it now says otherwise of what
stands out, as its second look always does, and what the corrected map still lacks in the examples'
windows corrects the other windows (propagation.py), cell by smaller cell. Windows are compared with
windows, so that objects are of one size. docs/decisions/propagation.md has what it is worth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cosegui.core.mask import iou
from cosegui.core.ports import Example
from cosegui.imaging.resample import stretched
from cosegui.model.closer_look import Window, with_difference
from cosegui.model.descriptors import GroupCells
from cosegui.model.examples import ShrunkExample
from cosegui.model.propagation import Correction
from cosegui.model.reading import ImageCode

LEAST_DOUBT = 0.1
"""A map that is surer than that is left alone: a look costs as much as the first one did."""
LEAST_CHANGE = 0.02
"""A mask of whose union less was corrected is left alone too: masks that were approved as they were
drawn ask for nothing."""
Doubt = Callable[[NDArray[np.float32]], float]
"""How doubtful a map of logits (h, w) is, see `Correction.apply`."""


def windows_to_see(
    correction: Correction,
    codes: Mapping[int, ImageCode],
    logits: Mapping[int, NDArray[np.float32]],
    corrected: Mapping[int, NDArray[np.float32]],
    examples: Sequence[ShrunkExample],
    doubt: Doubt,
) -> dict[int, Window]:
    """Where something small lies, by the image's index: in the examples and in what is like them.

    Nowhere unless an example shows something small, and another image as well; not in images whose
    masks were hardly corrected, or whose corrected map leaves little doubt.

    Args:
        codes: of the whole group.
        logits: (h, w) by index, the network's.
        corrected: (h, w) logits by index, of the images that are no examples.
    """
    marked = {example.index: example.mask_hw - np.float32(0.5) for example in examples}
    windows = _windows(marked, codes)
    if not windows:
        return {}
    unsure = {
        index: logit_hw
        for index, logit_hw in corrected.items()
        if correction.alike(index) > 0
        and iou(logit_hw > 0, logits[index] > 0) < 1 - LEAST_CHANGE
        and doubt(logit_hw) > LEAST_DOUBT
    }
    others = _windows(unsure, codes)
    return windows | others if others else {}


def _windows(
    logits: Mapping[int, NDArray[np.float32]], codes: Mapping[int, ImageCode]
) -> dict[int, Window]:
    windows = {}
    for index, logit_hw in logits.items():
        code = codes[index]
        window = Window.around(stretched(logit_hw, code.fine_grid_hw), code.size_hw)
        snapped = None if window is None else window.snapped()
        if snapped is not None:
            windows[index] = snapped
    return windows


@dataclass(frozen=True)
class View:
    """One image and a part of it.

    Attributes:
        far: the code of the whole photograph.
        near: the code of what the window shows.
    """

    window: Window
    far: ImageCode
    near: ImageCode

    def example(self, example: Example) -> ShrunkExample:
        """What the window shows of an example, on the window's own fine grid."""
        part = Example(
            example.index, self.window.cut(example.mask_hw), self.window.cut(example.certain_hw)
        )
        return ShrunkExample.of(part, self.near.fine_grid_hw)

    def seen(self, logit_hw: NDArray[np.float32]) -> NDArray[np.float32]:
        """Logits (h, w) with what stands out otherwise from nearer, on the window's grid."""
        added = self.window.difference(self.far.object_map_hw, self.near.object_map_hw)
        return with_difference(logit_hw, added)


class CloserCorrection:
    """What the examples' windows teach; applies to each image that has a window."""

    def __init__(
        self,
        views: Mapping[int, View],
        seen: Mapping[int, NDArray[np.float32]],
        correction: Correction | None,
    ) -> None:
        """See `learn`. `seen`: (h, w) by index, the corrected logits as seen from nearer."""
        self._views = views
        self._seen = seen
        self._correction = correction

    @classmethod
    def learn(
        cls,
        cells: GroupCells,
        views: Mapping[int, View],
        corrected: Mapping[int, NDArray[np.float32]],
        examples: Sequence[Example],
    ) -> CloserCorrection:
        """Compare the examples' windows with what is said of them.

        Args:
            cells: of what the windows show.
            views: by index, of the examples and of what they are to correct.
            corrected: (h, w) logits by index, of all these images.
            examples: the group's; those without a view or without an object in it teach nothing.
        """
        seen = {index: view.seen(corrected[index]) for index, view in views.items()}
        shown = [views[e.index].example(e) for e in examples if e.index in views]
        marked = [example for example in shown if example.is_marked]
        if not marked:
            return cls(views, seen, None)
        within = {e.index: _within(views[e.index], seen[e.index]) for e in marked}
        return cls(views, seen, Correction.learn(cells, within, marked))

    def apply(self, index: int, doubt: Doubt) -> NDArray[np.float32]:
        """The logits of one image that has a view, on its window's grid."""
        view, seen_hw = self._views[index], self._seen[index]
        if self._correction is None:
            return seen_hw
        within_hw = _within(view, seen_hw)
        near_hw = self._correction.apply(index, within_hw, doubt(within_hw))
        return np.asarray(seen_hw + view.window.spread(near_hw - within_hw), np.float32)


def _within(view: View, seen_hw: NDArray[np.float32]) -> NDArray[np.float32]:
    """Logits on a grid over the photograph as the window's cells have them."""
    return view.window.within(seen_hw, view.near.fine_grid_hw)
