"""Processes of a batch: whatever an item does, the others are done, and nothing is left running."""

import multiprocessing
from contextlib import closing

import pytest

from tests.support.batch_work import PAYLOAD, by_number, slow
from thgbilanz.project.batch.pool import Ended, EndKind, pooled

DIED, TOO_LONG, DEFECT = EndKind.DIED, EndKind.TOO_LONG, EndKind.DEFECT


@pytest.mark.parametrize("processes", [1, 3])
def test_what_kills_its_process_is_the_finding_of_one_item(processes: int) -> None:
    jobs = [1, 2, 3, 4, 6, 13, 8, 9]
    outcomes = dict(pooled(by_number, jobs, processes, 60))
    expected = dict.fromkeys((1, 2, 4, 6, 9), PAYLOAD)
    died = Ended(DIED)
    assert {jobs[position]: outcome for position, outcome in outcomes.items()} == expected | {
        3: died,
        13: died,
        8: died,
    }


def test_what_takes_too_long_is_the_finding_of_one_item() -> None:
    jobs = [5, *([1] * 20)]
    outcomes = dict(pooled(by_number, jobs, 2, 3))
    assert outcomes.pop(0) == Ended(TOO_LONG)
    assert list(outcomes.values()) == [PAYLOAD] * 20


def test_a_defect_of_ours_is_the_finding_of_one_item() -> None:
    outcomes = dict(pooled(by_number, [7, 1], 1, 60))
    assert outcomes[1] == PAYLOAD
    ended = outcomes[0]
    assert isinstance(ended, Ended)
    assert ended.kind is DEFECT
    assert ended.where.startswith("KeyError in project/batch/pool.py:")
    assert "Rathaus" not in ended.where


def test_every_job_comes_back_once_whatever_the_number_of_processes() -> None:
    assert sorted(position for position, _ in pooled(by_number, [1] * 100, 4, 60)) == list(range(100))
    assert list(pooled(by_number, [], 4, 60)) == []


def test_leaving_ends_all_processes() -> None:
    coming = pooled(slow, list(range(8)), 3, 2)
    with closing(coming):
        next(coming)
        assert len(multiprocessing.active_children()) >= 2
    assert multiprocessing.active_children() == []
