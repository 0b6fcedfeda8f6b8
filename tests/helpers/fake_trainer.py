"""Speaks the trainer's protocol without torch: a script, started as a child process.

It writes what a trainer writes (log, state, model with a card, verdict, thumbnails) and obeys its
standard input. `FAKE_TRAINER`, a JSON object in the environment, says how it behaves:

    epochs: how many passes it makes (default 3)
    gain: points of J that the last epoch is better by (default 8; below 0 is worse)
    waits: before each epoch but epoch 0 it waits for a line {"command": "step"}
    dies_after: exits without a word after that epoch
    says: last words on stderr before it dies
    fails: message of a `failed` event, at once
    silent: no heartbeat, ever
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from queue import SimpleQueue

CARD_KEY = "cosegui_card"


def main() -> int:
    arguments = sys.argv[1:]
    lesson_path = Path(arguments[arguments.index("--fine-tune") + 1])
    trainer = FakeTrainer(lesson_path, json.loads(os.environ.get("FAKE_TRAINER", "{}")))
    if "--estimate" in arguments:
        trainer.say("estimate", seconds=100.0, peak_bytes=1_500_000_000, epochs=3)
        return 0
    return trainer.run(is_resumed="--resume" in arguments)


class FakeTrainer:
    def __init__(self, lesson_path: Path, manner: dict) -> None:
        self.folder = lesson_path.parent
        self.lesson = json.loads(lesson_path.read_text())
        self.epochs = manner.get("epochs", 3)
        self.manner = manner
        images = [image for group in self.lesson["groups"] for image in group["images"]]
        self.learnt = [image for image in images if image["role"] == "training"]
        self.held_out = [image for image in images if image["role"] == "held_out"]
        self.commands: SimpleQueue = SimpleQueue()
        self.is_paused = False

    def say(self, kind: str, **values: object) -> None:
        line = json.dumps({"event": kind, **values})
        print(line, flush=True)
        if kind != "estimate":
            with (self.folder / "log.jsonl").open("a") as log:
                log.write(line + "\n")

    def run(self, *, is_resumed: bool) -> int:
        threading.Thread(target=self.listen, daemon=True).start()
        if "fails" in self.manner:
            self.say("failed", message=self.manner["fails"], can_resume=False)
            return 1
        state = self.folder / "state.pt"
        first = int(state.read_text()) + 1 if is_resumed and state.exists() else 0
        self.say(
            "started",
            device="fake device",
            training=len(self.learnt),
            held_out=len(self.held_out),
            epochs=self.epochs,
            first_epoch=first,
        )
        self.say("estimate", seconds=100.0, peak_bytes=1_500_000_000)
        for epoch in range(first, self.epochs + 1):
            if epoch and not self.may_go_on():
                self.say(
                    "stopped", epoch=epoch - 1, can_resume=True, verdict=self.verdict(epoch - 1)
                )
                return 3
            self.learn(epoch)
            if epoch == self.manner.get("dies_after"):
                print(self.manner.get("says", ""), file=sys.stderr, flush=True)
                return 9
        last = self.verdict(self.epochs)
        self.say("finished", epoch=self.epochs, reason="done", seconds=1.0, verdict=last)
        return 0

    def listen(self) -> None:
        for line in sys.stdin:
            self.commands.put(json.loads(line)["command"])
        self.commands.put("stop")  # the window is gone

    def may_go_on(self) -> bool:
        """False: told to stop. Blocks while it waits or is paused."""
        waits = self.manner.get("waits", False)
        while waits or self.is_paused or not self.commands.empty():
            command = self.commands.get()
            if command == "stop":
                return False
            if command in ("pause", "resume"):
                self.is_paused = command == "pause"
                self.say(command + "d")
            elif command == "step" and not self.is_paused:
                return True
        return True

    def learn(self, epoch: int) -> None:
        gain = self.gain(epoch)
        self.say(
            "epoch",
            epoch=epoch,
            of=self.epochs,
            train_loss=None if epoch == 0 else 1.0 / (1 + epoch),
            validation_loss=1.2 / (1 + epoch),
            j_new=50.0 + gain,
            j_current=50.0,
            best_epoch=epoch if gain > 0 else 0,
            is_best=gain > 0,
            seconds_left=10.0 * (self.epochs - epoch),
            images=self.judged(epoch),
        )
        self.write_thumbnails(epoch)
        self.write_model()
        (self.folder / "state.pt").write_text(str(epoch))

    def gain(self, epoch: int) -> float:
        return self.manner.get("gain", 8.0) * epoch / self.epochs

    def judged(self, epoch: int) -> list[dict]:
        gain = self.gain(epoch)
        return [
            {"id": image["id"], "j_new": 50.0 + gain, "j_current": 50.0} for image in self.held_out
        ]

    def verdict(self, epoch: int) -> dict:
        gain = self.gain(epoch)
        return {
            "is_better": gain > 0.1,
            "j_new": 50.0 + gain,
            "j_current": 50.0,
            "gain": gain,
            "best_epoch": epoch,
            "images": self.judged(epoch),
            "worse": [image["id"] for image in self.held_out if gain < -0.5],
            "model": "model.safetensors",
        }

    def write_model(self) -> None:
        card = {"name": self.lesson["name"], "parent": self.lesson["parent_name"]}
        header = json.dumps({"__metadata__": {CARD_KEY: json.dumps(card)}}).encode()
        content = len(header).to_bytes(8, "little") + header
        (self.folder / "model.safetensors").write_bytes(content)

    def write_thumbnails(self, epoch: int) -> None:
        from PIL import Image

        folder = self.folder / "thumbnails"
        folder.mkdir(exist_ok=True)
        said = []
        for image in self.held_out:
            names = {part: f"{image['id']}-{part}.png" for part in ("photo", "truth", "before")}
            names["after"] = f"{image['id']}-{epoch:03}.png"
            Image.new("RGB", (24, 16), (90, 120, 60)).save(folder / names["photo"])
            for part in ("truth", "before", "after"):
                Image.new("L", (24, 16), 255 if part == "truth" else 0).save(folder / names[part])
            said.append(
                {
                    "id": image["id"],
                    "role": "held_out",
                    "photograph": f"thumbnails/{names['photo']}",
                    "truth": f"thumbnails/{names['truth']}",
                    "before": f"thumbnails/{names['before']}",
                    "after": f"thumbnails/{names['after']}",
                }
            )
        self.say("thumbnails", epoch=epoch, images=said)


if __name__ == "__main__":
    sys.exit(main())
