"""`cosegui train`: read a config, train, leave a results folder with the model in it."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from cosegui.core.errors import CheckpointError, CoseguiError, DatasetError
from cosegui.model.checkpoint import load_checkpoint, save_checkpoint
from cosegui.model.network import SSNM

from .appearance import fit_appearance
from .checking import require_readable
from .config import TrainConfig, load_config
from .dataset import Record, class_names, read_records, split_records
from .finetune import main as fine_tune
from .loop import Processes, Trainer, seed_everything
from .metrics import validate
from .reporting import Reporter, draw_curves
from .tensorboard import Board, require_tensorboard


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; 0 done, 1 failed with a message, 2 wrong usage."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if any(each.split("=")[0] == "--fine-tune" for each in arguments):
        return fine_tune(arguments)
    options = _parser().parse_args(arguments)
    processes = Processes.join()
    try:
        _train(options, processes)
    except CoseguiError as error:
        # What a loading process raises arrives with its traceback before the message.
        message = str(error).rsplit(f"{type(error).__name__}: ", 1)[-1].strip()
        print(f"cosegui train: {message}", file=sys.stderr)
        return 1
    finally:
        processes.leave()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cosegui train",
        description="Train a model by a config; leaves a results folder with the model in it.",
        epilog="`cosegui train --fine-tune LESSON.json` teaches a model corrected masks instead.",
    )
    parser.add_argument("config", type=Path, help="TOML file; train/configs/ has examples")
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--out", type=Path, required=True, help="results folder")
    parser.add_argument(
        "--encoder", type=Path, help="starting weights of the encoder (safetensors)"
    )
    parser.add_argument("--from", dest="parent", type=Path, help="start from this model")
    parser.add_argument("--resume", action="store_true", help="go on from OUT's last state")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda:N (default: auto)")
    parser.add_argument(
        "--check", action="store_true", help="first read every image and mask, name what is wrong"
    )
    parser.add_argument(
        "--tensorboard", action="store_true", help="also write OUT/tensorboard (an optional part)"
    )
    parser.add_argument("--json", action="store_true", help="events as JSON lines on stdout")
    return parser


def _train(options: argparse.Namespace, processes: Processes) -> None:
    config = load_config(options.config)
    if options.tensorboard:
        require_tensorboard()
    folder: Path = options.out
    if (folder / "state.pt").exists() and not options.resume:
        raise DatasetError(f"{folder} holds a run already: add --resume, or choose another --out.")
    folder.mkdir(parents=True, exist_ok=True)
    seed_everything(config.seed)
    records = read_records(options.data, config.data)
    if options.check and processes.rank == 0:
        require_readable(records)
    training, validation = split_records(records, config.data.validation_share)
    config = replace(config, network=replace(config.network, classes=class_names(records)))
    network = _starting_network(config, options)
    trainer = Trainer(
        config,
        network,
        training,
        validation,
        folder=folder,
        device=_device(options.device),
        processes=processes,
        reporter=_reporter(options, folder, processes),
    )
    if options.resume and (folder / "state.pt").exists():
        trainer.load_state()
    if processes.rank == 0:
        text = json.dumps(config.to_dict(), indent=2, ensure_ascii=False, default=str)
        (folder / "config.json").write_text(text, encoding="utf-8")
    started = time.monotonic()
    trained = trainer.run()
    if processes.rank == 0:
        fit_appearance(trained, training, device=_device(options.device))
        scores = validate(trained, validation, device=_device(options.device))
        card = _card(config, options, records, scores, (time.monotonic() - started) / 3600)
        save_checkpoint(folder / f"{config.name}.safetensors", trained, card)
        draw_curves(folder)


def _reporter(
    options: argparse.Namespace, folder: Path, processes: Processes
) -> Callable[[int, int], Reporter]:
    """(total steps, first step) -> the reporter; of several processes only the first speaks."""
    is_first = processes.rank == 0

    def make(total_steps: int, first_step: int) -> Reporter:
        is_on_board = options.tensorboard and is_first
        return Reporter(
            folder,
            total_steps=total_steps,
            first_step=first_step,
            as_json=options.json,
            is_shown=is_first,
            board=Board(folder, first_step=first_step) if is_on_board else None,
        )

    return make


def _starting_network(config: TrainConfig, options: argparse.Namespace) -> SSNM:
    network = SSNM(config.network)
    if options.parent:
        parent, _ = load_checkpoint(options.parent)
        _load_matching(network, _with_branches(parent.state_dict(), network))
    if options.encoder:
        from safetensors.torch import load_file

        state = load_file(options.encoder)
        try:
            network.backbone.body.load_state_dict(state, strict=True)
        except RuntimeError as error:
            raise CheckpointError(
                f"{options.encoder} does not fit the backbone {config.network.backbone}: {error}"
            ) from error
    return network


def _with_branches(state: dict[str, torch.Tensor], network: SSNM) -> dict[str, torch.Tensor]:
    """The weights, with a copy for the object map where it is to have its own."""
    if not network.config.has_fine_objects or "object_project.0.weight" in state:
        return state
    copies = {"project.": "object_project.", "object_decoder.": "name_decoder."}
    copied = {
        name.replace(theirs, own, 1): value
        for name, value in state.items()
        for theirs, own in copies.items()
        if name.startswith(theirs)
    }
    return state | copied


def _load_matching(network: SSNM, state: dict[str, torch.Tensor]) -> None:
    """Take over every weight of the same name and shape: other classes get fresh outputs."""
    own = network.state_dict()
    fitting = {k: v for k, v in state.items() if k in own and own[k].shape == v.shape}
    network.load_state_dict(fitting, strict=False)


def _device(name: str) -> str:
    if name != "auto":
        return name
    if torch.cuda.is_available():
        return f"cuda:{os.environ.get('LOCAL_RANK', '0')}"
    return "cpu"


def _card(
    config: TrainConfig,
    options: argparse.Namespace,
    records: Sequence[Record],
    scores: dict[str, float | None],
    hours: float,
) -> dict[str, Any]:
    counts = Counter(record.image.parent.parent.name for record in records)
    origin = options.parent or options.encoder
    return {
        "name": config.name,
        "parent": origin.name if origin else "none (random weights)",
        "data": {name: f"{count} images" for name, count in sorted(counts.items())},
        "training": {**config.to_dict(), "hours": round(hours, 2), "machine": platform.machine()},
        "metrics": {"validation": {k: v if v is None else round(v, 2) for k, v in scores.items()}},
        "licence": "Apache-2.0",
    }


if __name__ == "__main__":
    sys.exit(main())
