"""`cosegui train --fine-tune`: a model learns from the corrections of a person.

Everything that the parent knows stays as it is: only a head beside it learns, on maps of the frozen
network that are computed once. docs/fine-tuning.md explains it to those who use it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from cosegui.core.errors import CoseguiError, LessonError
from cosegui.model.checkpoint import load_checkpoint
from cosegui.model.device import choose_device
from cosegui.storage.lesson_file import LOG_NAME, STATE_NAME, read_lesson

from .finetune_estimate import measure
from .finetune_lesson import Ending, Teaching
from .finetune_talk import Commands, Events, give_way, stdin_bytes
from .loop import Processes, seed_everything

EXIT_FAILED = 1
EXIT_STOPPED = 3


def main(argv: Sequence[str]) -> int:
    """Run the command line; 0 finished, 1 failed, 2 wrong usage, 3 stopped and can be resumed."""
    options = _parser().parse_args(argv)
    folder = options.lesson.absolute().parent
    processes = Processes.join()
    log = None if options.estimate else folder / LOG_NAME
    events = Events(log, as_json=options.json, is_silent=processes.rank > 0)
    try:
        return _taught(options, folder, events, processes)
    finally:
        events.fall_silent()
        processes.leave()


def _taught(options: argparse.Namespace, folder: Path, events: Events, processes: Processes) -> int:
    """The exit code; what goes wrong in a way that a person can do something about is said."""
    try:
        return _run(options, folder, events, processes)
    except CoseguiError as error:
        message = str(error)
    except torch.OutOfMemoryError:
        message = (
            "There is not enough memory to learn. Close other programs, or choose the CPU under "
            "Advanced."
        )
    except MemoryError:
        message = "There is not enough memory to learn. Close other programs and resume."
    if processes.rank == 0:
        events.say("failed", message=message, can_resume=(folder / STATE_NAME).is_file())
        print(f"cosegui train: {message}", file=sys.stderr)
    return EXIT_FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cosegui train --fine-tune", description="Teach a model a person's corrections."
    )
    parser.add_argument(
        "--fine-tune",
        dest="lesson",
        type=Path,
        required=True,
        metavar="LESSON.json",
        help="what is to be learnt; results go to its folder",
    )
    parser.add_argument("--resume", action="store_true", help="go on from the last epoch")
    parser.add_argument("--estimate", action="store_true", help="say how long it takes, and end")
    parser.add_argument("--json", action="store_true", help="events as JSON lines on stdout")
    parser.add_argument(
        "--listen", action="store_true", help="obey commands on stdin; its end is a stop"
    )
    return parser


def _run(options: argparse.Namespace, folder: Path, events: Events, processes: Processes) -> int:
    lesson = read_lesson(options.lesson)
    if (folder / STATE_NAME).exists() and not (options.resume or options.estimate):
        raise LessonError(
            f"{folder} holds a lesson under way: add --resume, or take another folder."
        )
    commands = Commands()
    if options.listen and processes.rank == 0:
        commands.listen(stdin_bytes())
        give_way()
    if options.json and not options.estimate:
        events.beat()
    if lesson.options.threads is not None:
        torch.set_num_threads(lesson.options.threads)
    seed_everything(lesson.options.seed)
    device = _device(lesson.options.device)
    parent, card = load_checkpoint(lesson.parent)
    if options.estimate:
        events.say("estimate", **measure(parent, lesson, device))
        return 0
    teaching = Teaching(
        lesson,
        parent,
        card,
        folder=folder,
        device=device,
        events=events,
        commands=commands,
        processes=processes,
    )
    return EXIT_STOPPED if teaching.run(is_resumed=options.resume) is Ending.STOPPED else 0


def _device(name: str) -> torch.device:
    if name == "auto" and torch.cuda.is_available():
        return torch.device(f"cuda:{os.environ.get('LOCAL_RANK', '0')}")
    return choose_device(name)
