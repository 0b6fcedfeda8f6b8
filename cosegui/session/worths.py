"""What a look at each image is worth, as the model said last. No Qt."""

from __future__ import annotations

from cosegui.core.ports import Doubt
from cosegui.core.project import ImageEntry


class Worths:
    """Known of the images that were run since the project was opened, as long as they stay so."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[int, float, Doubt]] = {}

    def note(self, image: ImageEntry, worth: float | None, doubt: Doubt) -> None:
        """What the model says of the image as it is now; None: it does not say."""
        if worth is None:
            self._said.pop(image.id, None)
        else:
            self._said[image.id] = (image.revision, worth, doubt)

    def worth(self, image: ImageEntry) -> float:
        """At least 0; by its score alone where the model did not say more."""
        said = self._valid(image)
        if said is not None:
            return said[1]
        return 1.0 if image.score is None else 1 - image.score

    def doubt(self, image: ImageEntry) -> Doubt | None:
        """Why the image should be seen; None: the model did not say."""
        said = self._valid(image)
        return None if said is None else said[2]

    def forget(self) -> None:
        """Another project is open."""
        self._said.clear()

    def _valid(self, image: ImageEntry) -> tuple[int, float, Doubt] | None:
        said = self._said.get(image.id)
        return said if said is not None and said[0] == image.revision else None
