"""Which image to look at next; decisions without Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from cosegui.core.project import ImageEntry, ReviewState


def review_queue(
    images: Iterable[ImageEntry], worth: Callable[[ImageEntry], float] | None = None
) -> list[str]:
    """Ids of the images nobody has decided about, the one most in need of a look first.

    Predicted ones come by what a look at them is worth, without `worth` by score, least sure
    first; those that the model has not seen come last, in their order: they are work for the model
    before they are work for a person.
    """
    waiting = [image for image in images if not image.state.is_reviewed]
    predicted = [image for image in waiting if image.state is ReviewState.PREDICTED]
    unseen = [image for image in waiting if image.state is ReviewState.UNSEEN]
    if worth is None:
        predicted.sort(key=lambda image: 0.0 if image.score is None else image.score)
    else:
        predicted.sort(key=worth, reverse=True)
    return [image.id for image in (*predicted, *unseen)]


def next_in_queue(queue: Sequence[str], current: str) -> str | None:
    """The id after `current` in the queue, round its end; its head if `current` is not in it.

    None: nothing is left but, at most, `current` itself.
    """
    others = [image_id for image_id in queue if image_id != current]
    if not others:
        return None
    if current not in queue:
        return queue[0]
    return queue[(list(queue).index(current) + 1) % len(queue)]


def state_without_decision(image: ImageEntry, before_decision: ReviewState | None) -> ReviewState:
    """The state of an image whose decision (approved, excluded) is taken back.

    Args:
        before_decision: what it was, where that is known.
    Returns: where it is not known, the state in which a run of the model cannot cost a person's
        work.
    """
    if image.area is None:
        return ReviewState.UNSEEN
    if not image.state.is_reviewed:
        return image.state
    if before_decision in (ReviewState.PREDICTED, ReviewState.CORRECTED):
        return before_decision
    return ReviewState.CORRECTED
