"""From the codes of a group to a map of each of its images."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from cosegui.core.errors import ImageReadError
from cosegui.imaging.foreign import damp_foreign_objects, emptied, without_what_is_beside
from cosegui.model.closer_look import COPY_PX, Window, averaged, with_difference
from cosegui.model.describer import Describer
from cosegui.model.description import Description, Drawing, GroupCode
from cosegui.model.elsewhere import Found, is_company
from cosegui.model.one_place import OnePlace
from cosegui.model.placement import Placement
from cosegui.model.reading import ImageCode, PhotographShelf
from cosegui.model.run import Run
from cosegui.storage.images import shrunk


class Drawer:
    """Draws what a group shares; where something else left, or a lesson has its say, from nearer.

    The describer has looked closer at whatever stands out. What a lesson was about need not stand
    out, and what the group shares, or what moves, does not stand out alone: where it was found is
    known only when it has been drawn. Where nothing of what is shared stands out at all, it may
    have been found elsewhere in the photograph.
    """

    def __init__(self, placed: Placement, describer: Describer) -> None:
        self._placed = placed
        self._describer = describer

    def draw(
        self,
        run: Run,
        shelf: PhotographShelf,
        codes: Mapping[int, ImageCode],
        group: GroupCode,
        found: Mapping[int, Found],
        place: OnePlace | None,
    ) -> Iterator[tuple[int, NDArray[np.float32], float]]:
        """(index, logits (h, w), seconds) of every image in turn.

        Args:
            found: what is shared, where it does not stand out.
            place: where all of them were taken; None where it does not matter, or there is none.
        """
        drawn = self._draw_each(run, shelf, codes, group, found)
        if place is None:
            yield from drawn
            return
        maps, times = {}, {}
        for index, logit_hw, seconds in drawn:
            maps[index], times[index] = logit_hw, seconds
        started = time.perf_counter()
        maps |= self._movers(run, shelf, codes, maps, place)
        share = (time.perf_counter() - started) / len(maps)
        for index, logit_hw in maps.items():
            yield index, logit_hw, times[index] + share

    def _movers(
        self,
        run: Run,
        shelf: PhotographShelf,
        codes: Mapping[int, ImageCode],
        maps: Mapping[int, NDArray[np.float32]],
        place: OnePlace,
    ) -> dict[int, NDArray[np.float32]]:
        """Of the maps (h, w) those that change, if the group is about what moves before a place."""
        motions = place.motions(maps)
        alone = {index: motion.alone() for index, motion in motions.items()}
        alone = {index: found for index, found in alone.items() if found is not maps[index]}
        # A few at a time, as they are looked at: nobody needs what the windows of others show.
        for start in range(0, len(alone), self._placed.chunk_images):
            chunk = list(alone)[start : start + self._placed.chunk_images]
            alone |= self._from_nearer(
                run,
                shelf,
                codes,
                {index: alone[index] for index in chunk},
                {index: motions[index].without_still for index in chunk},
            )
        return alone

    def _from_nearer(
        self,
        run: Run,
        shelf: PhotographShelf,
        codes: Mapping[int, ImageCode],
        maps: Mapping[int, NDArray[np.float32]],
        alone: Mapping[int, Callable[[NDArray[np.float32]], NDArray[np.float32]]],
    ) -> dict[int, NDArray[np.float32]]:
        """Maps (h, w) from which something was taken, with a second look where little is left.

        Args:
            alone: by the image's index, what takes from a map what does not belong there, on any
                grid at least as fine: from nearer that may stand out again.
        Returns: of the images that were looked at again, on a finer grid.
        """
        far, windows = {}, {}
        for index, logit_hw in maps.items():
            height, width = codes[index].described.object_map().shape
            far[index] = averaged(logit_hw, (height, width))  # as the first look draws it
            window = Window.around(far[index], codes[index].size_hw)
            if window is not None:
                windows[index] = window
        return {
            index: alone[index](
                with_difference(
                    maps[index], windows[index].difference(far[index], near.object_map_hw)
                )
            )
            for index, near in self._describer.describe_windows(run, shelf, windows).items()
        }

    def _draw_each(
        self,
        run: Run,
        shelf: PhotographShelf,
        codes: Mapping[int, ImageCode],
        group: GroupCode,
        found: Mapping[int, Found],
    ) -> Iterator[tuple[int, NDArray[np.float32], float]]:
        rows = {index: row for row, index in enumerate(codes)}

        def draw(chunk: Sequence[int]) -> list[NDArray[np.float32]]:
            features, described = ImageCode.join([codes[i] for i in chunk], self._placed.device)
            part = group.for_images([rows[i] for i in chunk], self._placed.device)
            drawing = self._decoded(features, described, part)
            pairs = zip(chunk, _finest(drawing), strict=True)
            logits = [codes[i].seen_closer(logit_hw) for i, logit_hw in pairs]
            if len(codes) > 1:
                verdicts = dict(zip(chunk, _verdicts(drawing, part), strict=True))
                maps = dict(zip(chunk, logits, strict=True))
                logits = self._shared_alone(run, shelf, codes, maps, verdicts, group)
                maps = dict(zip(chunk, logits, strict=True))
                logits = self._with_found(maps, found, codes, rows, group)
            if not group.openness:
                return logits
            cells_hw = drawing.logits[-1].shape[2], drawing.logits[-1].shape[3]
            far = {i: averaged(x, cells_hw) for i, x in zip(chunk, logits, strict=True)}
            closer = self._look_closer(far, shelf, rows, group)
            return [
                with_difference(x, closer[i]) if i in closer else x
                for i, x in zip(chunk, logits, strict=True)
            ]

        for start in range(0, len(codes), self._placed.chunk_images):
            chunk = list(codes)[start : start + self._placed.chunk_images]
            started = time.perf_counter()
            maps = self._placed.in_chunks(chunk, draw, run.notices)
            share = (time.perf_counter() - started) / len(chunk)
            for index, logit_hw in zip(chunk, maps, strict=True):
                yield index, logit_hw, share

    def _shared_alone(
        self,
        run: Run,
        shelf: PhotographShelf,
        codes: Mapping[int, ImageCode],
        maps: Mapping[int, NDArray[np.float32]],
        verdicts: Mapping[int, _Verdict],
        group: GroupCode,
    ) -> list[NDArray[np.float32]]:
        """The maps (h, w) of some images without the objects that the others do not hold.

        What is left of an image from which something was taken may be small beside it. It is
        looked at from nearer; where a lesson has its say, that does so itself.
        """
        alone = {index: verdicts[index].shared_alone(x) for index, x in maps.items()}
        if group.openness:
            return list(alone.values())
        rests = {
            index: x
            for index, x in alone.items()
            if x is not maps[index] and not verdicts[index].is_stranger
        }
        again = {index: verdicts[index].shared_alone for index in rests}
        return list((alone | self._from_nearer(run, shelf, codes, rests, again)).values())

    def _with_found(
        self,
        maps: Mapping[int, NDArray[np.float32]],
        found: Mapping[int, Found],
        codes: Mapping[int, ImageCode],
        rows: Mapping[int, int],
        group: GroupCode,
    ) -> list[NDArray[np.float32]]:
        """The maps (h, w) of some images with what was found elsewhere in them.

        What they held so far stays, if it looks no less like the others' objects.
        """
        here = {index: found[index] for index in maps if index in found}
        if not here:
            return list(maps.values())
        features, described = ImageCode.join(
            [each.near for each in here.values()], self._placed.device
        )
        part = group.for_images([rows[index] for index in here], self._placed.device)
        verdicts = _verdicts(self._decoded(features, described, part), part)
        added = {}
        for (index, each), verdict in zip(here.items(), verdicts, strict=True):
            shared_hw = replace(verdict, is_stranger=False).shared_alone(each.near.object_map_hw)
            one = group.for_images([rows[index]], self._placed.device)
            leaves = is_company(
                self._placed, codes[index], each.window, maps[index], shared_hw, one
            )
            kept_hw = emptied(maps[index]) if leaves else maps[index]
            added[index] = each.window.joined(kept_hw, shared_hw)
        return list((dict(maps) | added).values())

    def _decoded(
        self, features: Sequence[Tensor], described: Description, part: GroupCode
    ) -> Drawing:
        """`part`: the group's code for the images of the batch."""
        with self._placed.inference():
            return self._placed.network.decode(
                features, described, [part], [len(described.summary)]
            )

    def _look_closer(
        self,
        far: dict[int, NDArray[np.float32]],
        shelf: PhotographShelf,
        rows: dict[int, int],
        group: GroupCode,
    ) -> dict[int, NDArray[np.float32]]:
        """What a second look at small objects adds to the maps, as far as a lesson has its say.

        Args:
            far: (h, w) by the image's index, what was drawn.
            rows: the place in the group of every image of it.
        Returns: on a finer grid, of the images in which something small was drawn.
        """
        windows, cuts = {}, []
        for index, far_hw in far.items():
            try:
                photograph = shelf.look(index)
            except ImageReadError:  # gone since it was first read: its mask will say so
                continue
            window = Window.around(far_hw, photograph.shape[:2])
            if window is not None:
                windows[index] = window
                cuts.append(window.cut(shrunk(photograph, COPY_PX)))
        if not windows:
            return {}
        features, described = self._describer.look(cuts)
        part = group.for_images([rows[index] for index in windows], self._placed.device)
        drawing = self._decoded(features, described, part)
        near = _finest(drawing)
        if len(rows) > 1:
            pairs = zip(_verdicts(drawing, part), near, strict=True)
            near = [verdict.shared_alone(near_hw) for verdict, near_hw in pairs]
        return {
            index: group.openness * window.difference(far[index], near_hw)
            for (index, window), near_hw in zip(windows.items(), near, strict=True)
        }


def _finest(drawing: Drawing) -> list[NDArray[np.float32]]:
    """One (h, w) for each image of the batch."""
    return list(drawing.logits[-1].float()[:, 0].cpu().numpy())


@dataclass(frozen=True)
class _Verdict:
    """What a group says of one of its images.

    Attributes:
        agreement_hw: (h, w) in [0, 1], as in `Drawing`; or None.
        beside_hw: (h, w) in [0, 1], as in `Drawing`; or None.
        is_stranger: nothing in it is shared.
    """

    agreement_hw: NDArray[np.float32] | None
    beside_hw: NDArray[np.float32] | None
    is_stranger: bool

    def shared_alone(self, logits_hw: NDArray[np.float32]) -> NDArray[np.float32]:
        """Logits (H, W) without the objects that the others do not hold; maybe the input itself."""
        if self.agreement_hw is not None:
            logits_hw = damp_foreign_objects(logits_hw, self.agreement_hw)
        if self.beside_hw is not None:
            logits_hw = without_what_is_beside(logits_hw, self.beside_hw)
        return emptied(logits_hw) if self.is_stranger else logits_hw


def _verdicts(drawing: Drawing, group: GroupCode) -> list[_Verdict]:
    """One for each image of the batch; `group`: its code for them."""
    count = len(drawing.logits[-1])

    def each(maps: Tensor | None) -> Sequence[NDArray[np.float32] | None]:
        return [None] * count if maps is None else list(maps.float()[:, 0].cpu().numpy())

    are_strangers = [False] * count if group.strangers is None else group.strangers.tolist()
    parts = zip(each(drawing.agreement), each(drawing.beside), are_strangers, strict=True)
    return [_Verdict(*part) for part in parts]
