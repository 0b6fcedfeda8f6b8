"""Which device the network runs on, by the names that people type."""

from __future__ import annotations

import os

import torch

from cosegui.core.errors import DeviceError


def choose_device(name: str = "auto") -> torch.device:
    """The device of a name.

    Args:
        name: `auto` (CUDA, else Apple's MPS, else the CPU), `cpu`, `cuda`, `cuda:N` or `mps`.
    Raises: DeviceError: not a device, or not one that this machine has.
    """
    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda:0")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        device = torch.device(name)
    except RuntimeError as error:
        raise DeviceError(f"{name!r} is no device: use auto, cpu, cuda:0 or mps.") from error
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    if device.type == "cuda" and (device.index or 0) >= count:
        raise DeviceError(
            f"This machine has {count} CUDA devices that torch can use, {name} is not among them: "
            "use auto or cpu."
        )
    if device.type == "mps" and not torch.backends.mps.is_available():
        raise DeviceError("This machine has no MPS device: use auto or cpu.")
    if device.type not in ("cpu", "cuda", "mps"):
        raise DeviceError(f"{name!r} cannot be used: choose auto, cpu, cuda:0 or mps.")
    return torch.device("cuda", device.index or 0) if device.type == "cuda" else device


def local_device(name: str) -> str:
    """`auto` in one of several processes of torchrun: a CUDA device of its own; else as it is."""
    rank = os.environ.get("LOCAL_RANK")
    if name == "auto" and rank is not None and torch.cuda.is_available():
        return f"cuda:{int(rank) % torch.cuda.device_count()}"
    return name


def describe_device(device: torch.device) -> str:
    """As a person reads it: "cpu, 2 threads" or "cuda:0, NVIDIA H100"."""
    if device.type == "cpu":
        threads = torch.get_num_threads()
        return "cpu, 1 thread" if threads == 1 else f"cpu, {threads} threads"
    if device.type == "cuda":
        return f"{device}, {torch.cuda.get_device_name(device)}"
    return str(device)
