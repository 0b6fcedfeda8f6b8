"""Read every image and mask once before hours are spent on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from cosegui.core.errors import CoseguiError, DatasetError

from .batches import load_sample
from .dataset import Record

READERS = 4
MOST_NAMED = 20


def require_readable(records: Sequence[Record]) -> None:
    """Load all records as the training would.

    Raises: DatasetError: some cannot be read, have an empty mask, or sizes that differ; up to
        twenty are named, one a line.
    """
    problems = list(_problems(records))
    if problems:
        named = "\n".join(problems[:MOST_NAMED])
        more = len(problems) - MOST_NAMED
        tail = f"\nand {more} more" if more > 0 else ""
        raise DatasetError(f"{len(problems)} of {len(records)} images are wrong:\n{named}{tail}")


def _problems(records: Sequence[Record]) -> Iterator[str]:
    with ThreadPoolExecutor(READERS) as pool:  # decoding leaves the interpreter free
        yield from (problem for problem in pool.map(_problem, records) if problem)


def _problem(record: Record) -> str | None:
    try:
        load_sample(record)
    except CoseguiError as error:
        return str(error)
    return None
