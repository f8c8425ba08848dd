"""A batch: which items are known already, work on the others, compare all, report."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from thgbilanz import __version__
from thgbilanz.balance.batch import BatchReport, ItemResult
from thgbilanz.core.diagnostic import Diagnostic, error, in_order
from thgbilanz.core.place import Place
from thgbilanz.project.batch.contents import BatchOptions, ContentKeys
from thgbilanz.project.batch.items import FoundItems, Item
from thgbilanz.project.batch.job import Job
from thgbilanz.project.batch.jobs import worked
from thgbilanz.project.batch.outcome import Outcome, outcome_of
from thgbilanz.project.batch.pool import Ended, EndKind, pooled
from thgbilanz.project.batch.store import Store

Crew = Callable[[Sequence[Job]], Generator[tuple[int, "bytes | Ended"]]]
"""Who does the work: takes jobs, yields positions and outcomes as they come."""

SECONDS_PER_ITEM = 300.0


@dataclass(frozen=True, slots=True)
class BatchRun:
    """What a batch came to."""

    report: BatchReport
    kept: int
    """Items that were unchanged and not read again."""


def local_crew(
    processes: int, seconds_per_item: float = SECONDS_PER_ITEM, work: Callable[[Job], bytes] = worked
) -> Crew:
    """Processes of this machine."""
    return lambda jobs: pooled(work, jobs, processes, seconds_per_item)


def run_batch(
    found: FoundItems,
    options: BatchOptions,
    crew: Crew,
    store: Store | None,
    *,
    fresh: bool = False,
    on_progress: Callable[[int, int], None] = lambda _done, _all: None,
    meanwhile: Callable[[], None] = lambda: None,
) -> BatchRun:
    """Work on all items and compare them.

    ``store`` keeps results between runs; with ``fresh`` those of earlier runs are not used. ``on_progress`` is told
    how many items of how many are done. ``meanwhile`` is called once while others work: time for
    imports. The order in which items end changes nothing.
    """
    outcomes = {} if fresh or store is None else _kept(found, options, store)
    kept = len(outcomes)
    on_progress(kept, len(found.items))
    todo = [item for item in found.items if item not in outcomes]
    with closing(crew([Job(item, found.base, options) for item in todo]) if todo else _nothing()) as coming:
        meanwhile()
        for position, came in coming:
            item = todo[position]
            outcomes[item] = _aborted(item, came) if isinstance(came, Ended) else outcome_of(came)
            if store is not None and isinstance(came, bytes) and outcomes[item].seen:
                store.keep(item.name, outcomes[item].seen, came)
            on_progress(len(outcomes), len(found.items))
    compared = _compared([outcomes[item] for item in found.items])
    return BatchRun(BatchReport(options.year, __version__, tuple(compared), found.notes), kept)


def _nothing() -> Generator[tuple[int, "bytes | Ended"]]:
    yield from ()


def _kept(found: FoundItems, options: BatchOptions, store: Store) -> dict[Item, Outcome]:
    store.clean()
    keys = ContentKeys(found.base, options)
    looked_up = ((item, store.kept(item.name, keys.of(item))) for item in found.items)
    return {item: outcome for item, outcome in looked_up if outcome is not None}


def _aborted(item: Item, ended: Ended) -> Outcome:
    place = Place(item.name)
    if ended.kind is EndKind.TOO_LONG:
        hint = "Die Datei einzeln mit „thg pruefen“ ansehen; ist sie in Ordnung und nur groß, --frist erhöhen"
        finding = error("THG571", "Die Frist je Datei ist abgelaufen", place, hint=hint)
    elif ended.kind is EndKind.DIED:
        hint = (
            "Die Datei in Excel öffnen und unter neuem Namen speichern. Hilft das nicht, auf mehrere Dateien verteilen"
        )
        finding = error("THG570", "Die Datei hat ihren Prozess zum Absturz gebracht", place, hint=hint)
    else:
        hint = "Das ist ein Fehler von thg, nicht der Datei. Die genannte Stelle beim Projekt melden"
        finding = error("THG572", "thg ist an dieser Datei gescheitert", place, found=ended.where, hint=hint)
    return Outcome(ItemResult(item.name, item.kind, findings=(finding,), aborted=True))


def _compared(outcomes: Sequence[Outcome]) -> Iterator[ItemResult]:
    """The results with what they share with earlier ones."""
    from thgbilanz.intake.row_marks import findings_across  # noqa: PLC0415 - see ``meanwhile``

    across = findings_across([outcome.marks for outcome in outcomes], _same_file)
    for outcome, findings in zip(outcomes, across, strict=True):
        result = outcome.result
        yield replace(result, findings=tuple(in_order([*result.findings, *findings]))) if findings else result


def _same_file(place: Place, other: Place) -> Diagnostic:
    return error(
        "THG573",
        "Dieselbe Datei ist zweimal dabei",
        place,
        found=f"Byte für Byte gleich wie {other.file}",
        expected="jede Datei einmal",
        hint="Eine der beiden aus dem Ordner nehmen: Wer die Ergebnisse addiert, zählt sie sonst doppelt",
    )
