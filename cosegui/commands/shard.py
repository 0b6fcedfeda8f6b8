"""This process's part of a run that `torchrun` started on several devices or machines."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from cosegui.commands.sources import SourceGroup

# One process may be done days before the last; torch gives up after half an hour otherwise.
_PATIENCE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Shard:
    """Process `rank` of `count`; the only one without torchrun."""

    rank: int = 0
    count: int = 1

    @classmethod
    def of_environment(cls, environment: Mapping[str, str] = os.environ) -> Shard:
        """As torchrun's variables RANK and WORLD_SIZE say."""
        return cls(int(environment.get("RANK", "0")), int(environment.get("WORLD_SIZE", "1")))

    def join(self) -> None:
        """Meet the other processes, so that `wait_for_all` can wait for them."""
        if self.count > 1:
            import torch.distributed as dist

            dist.init_process_group("gloo", timeout=_PATIENCE)

    def wait_for_all(self) -> None:
        """Return when every process has come here."""
        if self.count > 1:
            import torch.distributed as dist

            dist.barrier()
            dist.destroy_process_group()

    def part_of(self, groups: Sequence[SourceGroup]) -> list[SourceGroup]:
        """The groups of this process, in their order; all processes get about as many images.

        Every group is in the part of just one process, and the parts depend on `groups` alone.
        """
        loads = [0] * self.count
        mine: set[int] = set()
        # The largest first, each to whom has least: no process is left with a giant at the end.
        for index in sorted(range(len(groups)), key=lambda i: (-len(groups[i].images), i)):
            least = loads.index(min(loads))
            loads[least] += len(groups[index].images)
            if least == self.rank:
                mine.add(index)
        return [group for index, group in enumerate(groups) if index in mine]
