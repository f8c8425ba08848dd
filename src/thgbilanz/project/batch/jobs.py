"""What travels to the process that works on an item, and the work by its name: light for who only gives it out."""

from dataclasses import dataclass
from pathlib import Path

from thgbilanz.project.batch.contents import BatchOptions
from thgbilanz.project.batch.items import Item


@dataclass(frozen=True, slots=True)
class Job:
    """An item with what holds for the whole batch. Small, because it travels to another process."""

    item: Item
    base: Path
    options: BatchOptions


def worked(job: Job) -> bytes:
    """Work on one item; the outcome as bytes."""
    # Who gives out the work waits less for its own imports: the first process starts a quarter of a second earlier.
    from thgbilanz.project.batch.work import outcome_bytes_of  # noqa: PLC0415

    return outcome_bytes_of(job)
