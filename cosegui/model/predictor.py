"""The numpy border around the network: photographs in, masks, heatmaps and categories out.

Frames: "image" is the photograph's own pixels, "model" the square of `input_size` px that the
network sees, stretched from the whole photograph.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from cosegui.core.errors import ModelError
from cosegui.core.ports import (
    Example,
    GroupPrediction,
    GroupProgress,
    ImageFailure,
    ImagePrediction,
    ImageSource,
    SegmentOptions,
    Solver,
)
from cosegui.imaging.resample import stretched
from cosegui.model.checkpoint import Network, load_checkpoint
from cosegui.model.closer_look import averaged
from cosegui.model.corrector import Corrector
from cosegui.model.describer import Describer
from cosegui.model.description import GroupCode
from cosegui.model.device import choose_device, describe_device
from cosegui.model.doubt import chances_of
from cosegui.model.drawer import Drawer
from cosegui.model.elsewhere import Found, Seeker
from cosegui.model.examples import ShrunkExample, marked_objects
from cosegui.model.finishing import Drawn, Finisher
from cosegui.model.folding import fold_encoder
from cosegui.model.known_group import KnownGroup
from cosegui.model.network import SSNM
from cosegui.model.one_place import OnePlace, moving_cells
from cosegui.model.placement import Placement
from cosegui.model.reading import DrawnGroups, ImageCode, PhotographShelf, Way
from cosegui.model.run import Run
from cosegui.model.spatial import heatmap
from cosegui.storage.model_store import ModelStore

CATEGORY_COUNT = 5
KEPT_BYTES = 160_000_000
"""Codes of a group that are kept from one run to the next; some 150 images at 320 px."""


class Predictor:
    """Implements the `Segmenter` port with a network on a device.

    Invariant: what is said of an image depends on the set of its group's images, never on their
    order nor on how the group was cut into chunks. Not for use by two threads at once.
    """

    def __init__(self, network: Network, card: dict[str, object], device: torch.device) -> None:
        self._card = card
        self._placed = Placement(network, device)
        self._describer = Describer(self._placed)
        self._seeker = Seeker(self._placed, self._describer)
        self._drawer = Drawer(self._placed, self._describer)
        self._corrector = Corrector(self._placed, self._describer)
        self._drawn = DrawnGroups()
        self._known: tuple[object, KnownGroup] | None = None
        # Of the group seen last, however large: a hundredth of its codes.
        self._moves: tuple[object, Mapping[int, NDArray[np.float32]]] | None = None
        self._finisher = Finisher(network.config.threshold, torch.get_num_threads())

    @classmethod
    def load(
        cls, model: str | Path | None = None, *, device: str = "auto", threads: int | None = None
    ) -> Predictor:
        """Load a model onto a device.

        Args:
            model: a name in the person's store, a file, or None for the shipped model.
            device: see `choose_device`.
            threads: CPU threads; None leaves torch's choice.
        Raises: ModelNotFoundError, CheckpointError, DeviceError.
        """
        if threads is not None:
            torch.set_num_threads(threads)
        network, card = load_checkpoint(ModelStore().resolve(model))
        if isinstance(network, SSNM):  # the published one keeps its weights as they are written
            fold_encoder(network.backbone, network.config.input_size)
        return cls(network, card, choose_device(device))

    @property
    def model_name(self) -> str:
        """The model's name from its card."""
        return str(self._card.get("name", "unnamed"))

    @property
    def device(self) -> str:
        """The device in use, as a person reads it."""
        return describe_device(self._placed.device)

    def segment_group(
        self,
        sources: Sequence[ImageSource],
        *,
        options: SegmentOptions = SegmentOptions(),
        on_progress: Callable[[GroupProgress], None] | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[ImagePrediction | ImageFailure | GroupPrediction]:
        """Segment all images of one group jointly; see `Segmenter.segment_group`."""
        run = Run(sources, options, on_progress or (lambda _: None), is_cancelled, [])
        yield from _timed(self._results(run))

    def propagate(
        self,
        sources: Sequence[ImageSource],
        examples: Sequence[Example],
        *,
        options: SegmentOptions = SegmentOptions(),
        on_progress: Callable[[GroupProgress], None] | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
        answers_early: bool = False,
    ) -> Iterator[ImagePrediction | ImageFailure | GroupPrediction]:
        """Let the examples of a group correct its other images; see `Segmenter.propagate`."""
        tell = on_progress or (lambda _: None)
        run = Run(sources, options, tell, is_cancelled, [], examples, answers_early)
        yield from _timed(self._results(run))

    def _results(self, run: Run) -> Iterator[ImagePrediction | ImageFailure | GroupPrediction]:
        shelf = PhotographShelf(run.sources)
        codes: dict[int, ImageCode] = {}
        yield from self._describer.describe_all(run, shelf, codes)
        categories: tuple[tuple[str, float], ...] = ()
        if codes:
            examples = _readable_examples(run, codes)
            known = self._known_group(run, codes)
            group, found = self._solve(run, shelf, known, codes, examples)
            categories = self._categories(group)
            confirmed = {example.index for example in examples}
            run.likenesses = known.cells.representativeness(
                [i for i in codes if i not in confirmed]
            )
            if run.examples:
                yield from self._correct_all(run, shelf, codes, known, group, found, examples)
            else:
                yield from self._draw_all(run, shelf, codes, known, group, found)
        yield GroupPrediction(
            categories=categories,
            device=self.device,
            model_name=self.model_name,
            seconds=0.0,
            notices=tuple(run.notices),
        )

    def _solve(
        self,
        run: Run,
        shelf: PhotographShelf,
        known: KnownGroup,
        codes: dict[int, ImageCode],
        examples: Sequence[ShrunkExample],
    ) -> tuple[GroupCode, Mapping[int, Found]]:
        """The group's code, and where it holds what it shares without its standing out there."""

        def solve(unlike: frozenset[int]) -> GroupCode:
            return self._placed.retrying(
                lambda _: self._solve_without(run, known, codes, examples, unlike), run.notices
            )

        group = solve(frozenset())
        sought = self._seeker.seek(run, shelf, known, group)
        return (solve(sought.strangers) if sought.strangers else group), sought.found

    def _solve_without(
        self,
        run: Run,
        known: KnownGroup,
        codes: dict[int, ImageCode],
        examples: Sequence[ShrunkExample],
        unlike: frozenset[int],
    ) -> GroupCode:
        """`unlike`: the images of which no part is like the others; a person may say otherwise."""
        device, solver = self._placed.device, run.options.solver
        with torch.inference_mode():
            network = self._placed.network
            if isinstance(network, SSNM) and (examples or unlike):
                strangers = self._strangers_beside(network, known, codes, examples, unlike)
                if strangers is not None:
                    return known.solve(network, device, solver, strangers)
            return network.solve(known.described_on(device), solver)

    def _strangers_beside(
        self,
        network: SSNM,
        known: KnownGroup,
        codes: dict[int, ImageCode],
        examples: Sequence[ShrunkExample],
        unlike: frozenset[int],
    ) -> Tensor | None:
        """The group's strangers, with a person's word of where its object is and where not.

        `unlike`: see `_solve_without`.
        """
        device = self._placed.device
        described = known.described_on(device)
        words = {example.index: 1 if example.is_marked else -1 for example in examples}
        told = torch.tensor([words.get(index, 0) for index in codes], device=device)
        are_unlike = torch.tensor([index in unlike for index in codes], device=device)
        marked = [example for example in examples if words[example.index] > 0]
        if not marked or described.signature is None:
            return network.strangers_in(described, told, unlike=are_unlike)
        features, own = ImageCode.join([codes[e.index] for e in marked], device)
        objects = marked_objects(marked).to(device)
        shown = network.describe_marked(own, features[-1], objects)
        return network.strangers_in(described, told, shown, are_unlike)

    def _draw_all(
        self,
        run: Run,
        shelf: PhotographShelf,
        codes: dict[int, ImageCode],
        known: KnownGroup,
        group: GroupCode,
        found: Mapping[int, Found],
    ) -> Iterator[ImagePrediction | ImageFailure]:
        place = self._place(run, codes, known, group)
        heat = heatmap(group.prior, self._solver(run)).cpu().numpy()  # (N, h, w), the whole group
        drawn = {}

        def draw() -> Iterator[Drawn]:
            maps = self._drawer.draw(run, shelf, codes, group, found, place)
            for row, (index, logit_hw, seconds) in enumerate(maps):
                drawn[index] = logit_hw
                yield Drawn(index, chances_of(logit_hw), heat[row], seconds)

        yield from self._finisher.finish_all(draw(), shelf, run)
        self._drawn.put(*self._drawn_so(run, drawn, group, place), list(drawn.values()))

    def _correct_all(
        self,
        run: Run,
        shelf: PhotographShelf,
        codes: dict[int, ImageCode],
        known: KnownGroup,
        group: GroupCode,
        found: Mapping[int, Found],
        examples: Sequence[ShrunkExample],
    ) -> Iterator[ImagePrediction | ImageFailure]:
        if not examples:
            raise ModelError("No corrected image of the group can be read. Are their files there?")
        place = self._place(run, codes, known, group)
        logits = self._drawn_before(run, shelf, codes, group, found, place)
        if place is not None and any(
            _is_taken_away(example, codes[example.index], logits[example.index])
            for example in examples
        ):  # a person knows better what the group is about
            place = None
            logits = self._drawn_before(run, shelf, codes, group, found, None)
        marked = {e.index: e.mask_hw for e in examples if e.is_marked}
        heat = self._constrained_heat(run, codes, known, group, examples)
        run.advance("masks", len(examples))
        rows = {index: row for row, index in enumerate(codes)}
        started = time.perf_counter()
        for answer in self._corrector.correct(run, shelf, codes, known, logits, examples):
            # All maps are there before the first edge: side by side, this thread and the
            # finisher's would keep each other waiting.
            corrected = answer if place is None else place.without_what_stays(answer, marked)
            seconds = (time.perf_counter() - started) / max(1, len(corrected))
            drawn_anew = []
            for index, logit_hw in corrected.items():
                low_hw = chances_of(logit_hw)
                before_hw = chances_of(stretched(logits[index], (low_hw.shape[0], low_hw.shape[1])))
                drawn_anew.append(Drawn(index, low_hw, heat[rows[index]], seconds, before_hw))
            yield from self._finisher.finish_all(iter(drawn_anew), shelf, run)
            started = time.perf_counter()

    def _place(
        self, run: Run, codes: dict[int, ImageCode], known: KnownGroup, group: GroupCode
    ) -> OnePlace | None:
        """Where the images were taken; None if that is nowhere, or where a lesson has its say."""
        if group.openness or not self._placed.network.config.has_object_map:
            return None
        name = _name(run, codes)
        if name is None or self._moves is None or self._moves[0] != name:
            check = partial(run.advance, "masks", 0)
            self._moves = name, moving_cells(codes, known.cells, check)
        moves = self._moves[1]
        return OnePlace(moves, known.cells) if moves else None

    def _drawn_before(
        self,
        run: Run,
        shelf: PhotographShelf,
        codes: dict[int, ImageCode],
        group: GroupCode,
        found: Mapping[int, Found],
        place: OnePlace | None,
    ) -> dict[int, NDArray[np.float32]]:
        """(h, w) by index, what the network says without examples; drawn if it is not known."""
        drawn_so = self._drawn_so(run, codes, group, place)
        drawn = self._drawn.get(*drawn_so)
        if drawn is None:
            maps = self._drawer.draw(run, shelf, codes, group, found, place)
            drawn = [logit_hw for _, logit_hw, _ in maps]
            self._drawn.put(*drawn_so, drawn)
        return dict(zip(codes, drawn, strict=True))

    def _drawn_so(
        self, run: Run, indices: Iterable[int], group: GroupCode, place: OnePlace | None
    ) -> tuple[list[str | None], Way, list[bool]]:
        """What `DrawnGroups` knows a drawn group by."""
        return _keys(run, indices), (self._solver(run), place is not None), _strangers(group)

    def _known_group(self, run: Run, codes: dict[int, ImageCode]) -> KnownGroup:
        """The group that was seen last is there already: a person is correcting it."""
        name = _name(run, codes)
        if self._known is not None and self._known[0] == name:
            return self._known[1]
        known = KnownGroup(codes)
        is_kept = name is not None and sum(c.size_bytes for c in codes.values()) <= KEPT_BYTES
        self._known = (name, known) if is_kept else None
        return known

    def _constrained_heat(
        self,
        run: Run,
        codes: dict[int, ImageCode],
        known: KnownGroup,
        group: GroupCode,
        examples: Sequence[ShrunkExample],
    ) -> NDArray[np.float32]:
        """(N, h, w) in [0, 1], the spatial modulator's map once what is confirmed holds."""
        rows = {index: row for row, index in enumerate(codes)}
        prior = group.prior.cpu()
        wish, certain = torch.zeros_like(prior), torch.zeros_like(prior)
        for example in examples:
            row = rows[example.index]
            cells = example.vouched((prior.shape[1], prior.shape[2]))
            wish[row], certain[row] = cells.wish_hw, cells.certain_hw
        field = known.field.solve(prior, wish, certain)
        return np.asarray(heatmap(field, self._solver(run)).numpy(), np.float32)

    def _solver(self, run: Run) -> Solver:
        return run.options.solver or self._placed.network.config.solver

    def _categories(self, group: GroupCode) -> tuple[tuple[str, float], ...]:
        if group.category_logits is None:
            return ()
        chances = torch.sigmoid(group.category_logits.float()).cpu()
        best = chances.topk(min(CATEGORY_COUNT, len(chances)))
        names = self._placed.network.config.classes
        pairs = zip(best.indices.tolist(), best.values.tolist(), strict=True)
        return tuple((names[i], value) for i, value in pairs)


def _timed(
    results: Iterator[ImagePrediction | ImageFailure | GroupPrediction],
) -> Iterator[ImagePrediction | ImageFailure | GroupPrediction]:
    """The same, the last with the seconds that all took."""
    seconds = 0.0
    while True:
        started = time.perf_counter()
        result = next(results)
        seconds += time.perf_counter() - started  # what the caller does meanwhile is not ours
        if isinstance(result, GroupPrediction):
            yield replace(result, seconds=seconds)
            return
        yield result


def _is_taken_away(example: ShrunkExample, code: ImageCode, logit_hw: NDArray[np.float32]) -> bool:
    """Most of what a person marked stands out, and yet was left out of the network's mask."""
    stands_out = averaged(code.object_map_hw, example.size_hw) > 0
    is_out = averaged(logit_hw, example.size_hw) < 0
    return bool(example.mask_hw[stands_out & is_out].sum() > example.mask_hw.sum() / 2)


def _keys(run: Run, indices: Iterable[int]) -> list[str | None]:
    return [run.sources[index].key for index in indices]


def _name(run: Run, codes: Mapping[int, ImageCode]) -> object:
    """Of the group, to know it again; None where an image has no key."""
    keys = _keys(run, codes)
    return None if None in keys else tuple(zip(codes, keys, strict=True))


def _readable_examples(run: Run, codes: Mapping[int, ImageCode]) -> list[ShrunkExample]:
    """Those whose photographs are still there."""
    return [
        ShrunkExample.of(example, codes[example.index].fine_grid_hw)
        for example in run.examples
        if example.index in codes
    ]


def _strangers(group: GroupCode) -> list[bool]:
    """Of each image of the group."""
    return [False] * len(group.prior) if group.strangers is None else group.strangers.tolist()
