"""Work for processes of a batch: at the top of a module, so that a spawned process can import it."""

import os
import time

from thgbilanz.project.batch.job import Job
from thgbilanz.project.batch.jobs import worked

PAYLOAD = b"x" * 2000


def by_number(number: int) -> bytes:
    """Work that kills its process, never ends or fails for some numbers."""
    if number % 10 == 3:
        os._exit(9)
    if number % 10 == 5:
        time.sleep(600)
    if number % 10 == 7:
        message = "Rathaus, 4.711 kWh"
        raise KeyError(message)
    if number % 10 == 8:
        raise MemoryError
    return PAYLOAD


def slow(_number: int) -> bytes:
    """Work that takes longer than any test."""
    time.sleep(600)
    return b""


def deadly_for_some(job: Job) -> bytes:
    """The work of a batch, but some files kill their process or meet a defect of ours."""
    name = job.item.name
    if "absturz" in name:
        os._exit(9)
    if "defekt" in name:
        raise KeyError(name)
    return worked(job)


def must_not_be_called(job: Job) -> bytes:
    """Work that nobody should ask for."""
    raise AssertionError(job.item.name)
