"""A network on its device: in which precision it runs, and how many images at once it bears."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import torch
from torch import nn

from cosegui.model.allocation import keep_freed_memory
from cosegui.model.checkpoint import Network

CHUNK_IMAGES = {"cpu": 4, "cuda": 16, "mps": 8}

T = TypeVar("T")
N = TypeVar("N", bound=nn.Module)


class Placement:
    """Where the network is. For lack of memory it moves to smaller chunks, at last to the CPU.

    Attributes:
        network: in evaluation mode.
        chunk_images: how many images pass through it at once.
    """

    def __init__(self, network: Network, device: torch.device) -> None:
        self.device = device
        self.network = self._moved(network)
        self.chunk_images = CHUNK_IMAGES[device.type]

    def in_chunks(
        self, indices: list[int], work: Callable[[Sequence[int]], list[T]], notices: list[str]
    ) -> list[T]:
        """Call `work` with some of the indices at a time; all results in their order.

        Args:
            notices: told here if memory ran out.
        """
        results: list[T] = []
        while len(results) < len(indices):
            left = indices[len(results) :]
            results += self.retrying(lambda size, left=left: work(left[:size]), notices)  # type: ignore[misc]
        return results

    def retrying(self, work: Callable[[int], T], notices: list[str]) -> T:
        """Call `work(chunk size)`; on lack of memory with half of it, at last on the CPU."""
        while True:
            try:
                return work(self.chunk_images)
            except torch.OutOfMemoryError:
                if self.chunk_images > 1:
                    self.chunk_images //= 2
                    notices.append(
                        f"{self.device} ran out of memory: went on with {self.chunk_images} "
                        "images at a time."
                    )
                elif self.device.type != "cpu":
                    notices.append(f"{self.device} ran out of memory: went on with the CPU.")
                    self.device = torch.device("cpu")
                    self.network = self._moved(self.network)
                    self.chunk_images = CHUNK_IMAGES["cpu"]
                else:
                    raise
                if torch.cuda.is_available():
                    torch.cuda.empty_cache()

    def inference(self) -> Inference:
        """The context in which the network is to be called."""
        return Inference(self.device)

    def _moved(self, network: Network) -> Network:
        return placed_on(self.device, network).eval()


def placed_on(device: torch.device | str, network: N) -> N:
    """The network itself, moved to a device and laid out as convolutions are fastest there."""
    if torch.device(device).type == "cpu":
        keep_freed_memory()
    moved: N = network.to(device).to(memory_format=torch.channels_last)
    return moved


class Inference:
    """No gradients, and half precision where the device gains from it."""

    def __init__(self, device: torch.device) -> None:
        self._no_gradients = torch.inference_mode()
        self._mixed = torch.autocast("cuda", torch.float16, enabled=device.type == "cuda")

    def __enter__(self) -> None:
        self._no_gradients.__enter__()
        self._mixed.__enter__()

    def __exit__(self, *error: object) -> None:
        self._mixed.__exit__(*error)
        self._no_gradients.__exit__(*error)
