"""From the network's small maps to masks that follow the edges of their photographs."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cosegui.core.errors import ImageReadError
from cosegui.core.mask import otsu
from cosegui.core.ports import ImageFailure, ImagePrediction, SegmentOptions, ThresholdRule
from cosegui.imaging.refine import guided_filter
from cosegui.model.closer_look import enlarged
from cosegui.model.doubt import expected_iou, judge_doubt
from cosegui.model.reading import PhotographShelf
from cosegui.model.run import Run

GUIDE_WINDOW = 1.0  # half side of the guided filter's window, in cells of the network's map
GUIDE_EPS = 1e-3
FIT_RADIUS = 1.0  # pixels of the smaller photograph that the filter is fitted on: J as with more
MOST_THREADS = 2  # each holds a photograph and a map of its size


@dataclass(frozen=True)
class Drawn:
    """What the network says of one image, before it has its photograph's size.

    Attributes:
        low_hw, before_hw: (h, w) in [0, 1], with the examples and without; None: there are none.
        heat_hw: (h, w) in [0, 1].
        seconds: what it took.
    """

    index: int
    low_hw: NDArray[np.float32]
    heat_hw: NDArray[np.float32]
    seconds: float
    before_hw: NDArray[np.float32] | None = None


class Finisher:
    """Works on a few images at once, beside the network, which draws the next ones meanwhile.

    Its threads touch arrays alone; photographs are read, and everything is told, by the caller's.
    """

    def __init__(self, threshold: float, threads: int) -> None:
        """`threshold`: the model's own. `threads`: as many as the network may use."""
        self._model_threshold = threshold
        self._threads = min(MOST_THREADS, threads)
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="edges")

    def finish_all(
        self, drawn: Iterator[Drawn], shelf: PhotographShelf, run: Run
    ) -> Iterator[ImagePrediction | ImageFailure]:
        """Bring maps to their photographs' sizes, in their order."""
        waiting: deque[Future[ImagePrediction] | ImageFailure] = deque()
        try:
            for one in drawn:
                waiting.append(self._begin(one, shelf, run))
                while waiting and (len(waiting) > self._threads or _is_done(waiting[0])):
                    yield _result(waiting.popleft())
                    run.advance("masks")
            while waiting:
                yield _result(waiting.popleft())
                run.advance("masks")
        finally:
            for left in waiting:
                if isinstance(left, Future):
                    left.cancel()

    def _begin(
        self, one: Drawn, shelf: PhotographShelf, run: Run
    ) -> Future[ImagePrediction] | ImageFailure:
        try:
            image = shelf.read(one.index)
        except ImageReadError as error:  # gone since it was first read
            return ImageFailure(one.index, str(error))
        return self._pool.submit(self._finish, one, image, run)

    def _finish(self, one: Drawn, image_hwc_u8: NDArray[np.uint8], run: Run) -> ImagePrediction:
        started = time.perf_counter()
        probability = full_resolution(image_hwc_u8, one.low_hw, refine=run.options.refine)
        threshold = self._threshold(run.options, probability)
        score = expected_iou(one.low_hw, threshold)
        worth, doubt = judge_doubt(score, one.index, run.likenesses, one.low_hw, one.before_hw)
        return ImagePrediction(
            index=one.index,
            probability_hw=probability,
            heatmap_hw=one.heat_hw,
            threshold=threshold,
            score=score,
            seconds=one.seconds + time.perf_counter() - started,
            worth=worth,
            doubt=doubt,
        )

    def _threshold(self, options: SegmentOptions, probability: NDArray[np.float32]) -> float:
        if isinstance(options.threshold, ThresholdRule):
            return otsu(probability)
        return self._model_threshold if options.threshold is None else options.threshold


def full_resolution(
    image_hwc_u8: NDArray[np.uint8], low_hw: NDArray[np.float32], *, refine: bool
) -> NDArray[np.float32]:
    """Bring a map of the network to the photograph's size.

    Args:
        image_hwc_u8: (H, W, 3), the guide.
        low_hw: (h, w) float32 in [0, 1], covering the whole photograph.
        refine: follow the photograph's edges; False stretches bilinearly.
    Returns: (H, W) float32 in [0, 1], image frame.
    """
    height, width = image_hwc_u8.shape[:2]
    if not refine:
        return enlarged(low_hw, (height, width))
    cell_px = max(height / low_hw.shape[0], width / low_hw.shape[1])
    radius_px = max(1.0, GUIDE_WINDOW * cell_px)
    return guided_filter(
        image_hwc_u8,
        low_hw,
        radius_px=radius_px,
        eps=GUIDE_EPS,
        subsample=max(1, round(radius_px / FIT_RADIUS)),
    )


def _is_done(result: Future[ImagePrediction] | ImageFailure) -> bool:
    return isinstance(result, ImageFailure) or result.done()


def _result(result: Future[ImagePrediction] | ImageFailure) -> ImagePrediction | ImageFailure:
    return result if isinstance(result, ImageFailure) else result.result()
