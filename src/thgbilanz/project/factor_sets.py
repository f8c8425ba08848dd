"""The factors of a project: shipped tables and its own, which sets it uses, and whether pinned sets still hold."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.load import load_factors
from thgbilanz.project.discovery import LOCAL_FACTORS_FOLDER
from thgbilanz.project.settings import FILE_NAME, Settings

if TYPE_CHECKING:
    from thgbilanz.balance.report import SourceLine
    from thgbilanz.balance.result import FactorUse


def project_factors(root: Path, tables: Path | None = None) -> tuple[FactorBase, list[Diagnostic]]:
    """Shipped factors, or those of the folder ``tables``, with the local ones of the project (``faktoren/``)."""
    local = root / LOCAL_FACTORS_FOLDER
    return load_factors(tables, local if local.is_dir() else None)


def local_tables(root: Path) -> list[Path]:
    """CSV tables of the project's own factors, sorted; they are inputs of a run."""
    return sorted(path for path in (root / LOCAL_FACTORS_FOLDER).rglob("*.csv") if path.is_file())


def set_findings(settings: Settings, factors: FactorBase) -> list[Diagnostic]:
    """Unknown factor sets, and pinned sets whose rows are no longer the pinned ones."""
    findings = []
    for space, set_id in settings.sets.items():
        if set_id not in factors.sets:
            findings.append(_unknown_set(set_id, f"faktoren.{space}", factors))
    for set_id, pin in settings.set_pins.items():
        key = f"faktoren.festgelegt.{set_id}"
        if set_id not in factors.sets:
            findings.append(_unknown_set(set_id, key, factors))
            continue
        actual = factors.set_record(set_id)
        if (actual.edition, actual.sha256) == (pin.edition, pin.sha256):
            continue
        findings.append(
            error(
                "THG523",
                f"Faktorsatz „{set_id}“ ist nicht mehr der festgelegte",
                Place(FILE_NAME, cell=key),
                found=f"Ausgabe {actual.edition}, sha256 {actual.sha256}",
                expected=f"Ausgabe {pin.edition}, sha256 {pin.sha256}",
                hint="Mit der alten Version von thg rechnen oder den neuen Stand in thg.toml festlegen: "
                f'{set_id} = {{ ausgabe = "{actual.edition}", sha256 = "{actual.sha256}" }}',
            )
        )
    return findings


def _unknown_set(set_id: str, key: str, factors: FactorBase) -> Diagnostic:
    near = get_close_matches(set_id, factors.sets, n=1, cutoff=0.5)
    return error(
        "THG516",
        f"Faktorsatz „{set_id}“ gibt es nicht",
        Place(FILE_NAME, cell=key),
        found=set_id,
        expected=", ".join(sorted(factors.sets)),
        hint=f"Meinten Sie „{near[0]}“?" if near else "Kennung in thg.toml berichtigen",
    )


def sources_used(factors: FactorBase, uses: "Iterable[FactorUse]") -> "tuple[SourceLine, ...]":
    """The publications behind the factors that a balance used, sorted by id."""
    from thgbilanz.balance.report import SourceLine  # noqa: PLC0415 - who only checks has no balance

    editions = {(use.factor_id, use.edition) for use in uses}
    rows = (row for id_, edition in editions for row in factors.by_id.get(id_, ()) if row.edition == edition)
    ids = sorted({row.source_id for row in rows})
    return tuple(
        SourceLine(source.source_id, source.title, source.institution, source.year, source.url, source.licence_spdx)
        for source in (factors.sources.get(id_) for id_ in ids)
        if source is not None
    )
