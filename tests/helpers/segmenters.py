"""Segmenters that misbehave in one way each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cosegui.core.ports import (
    GroupPrediction,
    GroupProgress,
    ImageFailure,
    ImagePrediction,
    ImageSource,
    SegmentOptions,
)
from tests.helpers.fakes import FakeSegmenter


class Moody(FakeSegmenter):
    """Finds a smaller disc in the image that comes first: what it says depends on the order."""

    def segment_group(
        self,
        sources: Sequence[ImageSource],
        *,
        options: SegmentOptions = SegmentOptions(),
        on_progress: Callable[[GroupProgress], None] | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[ImagePrediction | ImageFailure | GroupPrediction]:
        self.radius_share = 0.15
        for event in super().segment_group(sources, options=options):
            self.radius_share = 0.3
            yield event


class EndsEarly(FakeSegmenter):
    """Ends after its first image, by an exception such as Ctrl-C or, for None, without a word."""

    def __init__(self, end: type[BaseException] | None) -> None:
        super().__init__()
        self._end = end

    def segment_group(
        self,
        sources: Sequence[ImageSource],
        *,
        options: SegmentOptions = SegmentOptions(),
        on_progress: Callable[[GroupProgress], None] | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[ImagePrediction | ImageFailure | GroupPrediction]:
        yield next(super().segment_group(sources, options=options))
        if self._end is not None:
            raise self._end
