"""Corrects the maps of a group by its examples: at once, and small things once more from nearer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cosegui.model.closer_correction import CloserCorrection, View, windows_to_see
from cosegui.model.closer_look import Window
from cosegui.model.describer import Describer
from cosegui.model.doubt import chances_of, expected_iou
from cosegui.model.examples import ShrunkExample
from cosegui.model.known_group import KnownGroup
from cosegui.model.placement import Placement
from cosegui.model.propagation import Correction
from cosegui.model.reading import ImageCode, PhotographShelf
from cosegui.model.run import Run

Logits = dict[int, NDArray[np.float32]]
"""(h, w) by the image's index."""


class Corrector:
    """What examples say of the images of their group, by model/propagation.py."""

    def __init__(self, placed: Placement, describer: Describer) -> None:
        self._placed = placed
        self._describer = describer

    def correct(
        self,
        run: Run,
        shelf: PhotographShelf,
        codes: Mapping[int, ImageCode],
        known: KnownGroup,
        logits: Mapping[int, NDArray[np.float32]],
        examples: Sequence[ShrunkExample],
    ) -> Iterator[Logits]:
        """The corrected logits of every image that is no example, in the order of the codes.

        With `run.answers_early` those of all images come at once if some have to be looked at from
        nearer, and then those again of which the look tells more.

        Args:
            logits: (h, w) by index, the network's, of all images.
        Raises: Cancelled.
        """
        correction = Correction.learn(known.cells, logits, examples)

        def apply(index: int) -> NDArray[np.float32]:
            return correction.apply(index, logits[index], self._doubt(logits[index]))

        confirmed = {example.index for example in examples}
        corrected = {index: apply(index) for index in codes if index not in confirmed}
        windows: dict[int, Window] = {}
        if self._placed.network.config.has_object_map:
            windows = windows_to_see(correction, codes, logits, corrected, examples, self._doubt)
        if not windows:
            yield corrected
            return
        is_told = run.answers_early and not self._describer.knows(run, windows)
        if is_told:
            run.more_masks = len(windows.keys() - confirmed)
            yield corrected
        far = corrected | {index: apply(index) for index in confirmed & windows.keys()}
        again = self._from_nearer(run, shelf, codes, known, windows, far)
        yield again if is_told else corrected | again

    def _from_nearer(
        self,
        run: Run,
        shelf: PhotographShelf,
        codes: Mapping[int, ImageCode],
        known: KnownGroup,
        windows: Mapping[int, Window],
        far: Logits,
    ) -> Logits:
        """What windows tell more of the images that are no examples; `far`: also of examples."""
        near = self._describer.describe_windows(run, shelf, windows)
        if not near:
            return {}
        views = {index: View(windows[index], codes[index], code) for index, code in near.items()}
        examples = [example for example in run.examples if example.index in codes]
        closer = CloserCorrection.learn(known.cells_within(near), views, far, examples)
        others = views.keys() - {example.index for example in examples}
        return {index: closer.apply(index, self._doubt) for index in codes if index in others}

    def _doubt(self, logit_hw: NDArray[np.float32]) -> float:
        """1 - the J that the network expects of its mask."""
        return 1 - expected_iou(chances_of(logit_hw), self._placed.network.config.threshold)
