"""What travels to the process that works on an item."""

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
