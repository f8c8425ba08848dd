"""Rules of the statements about scope 3 categories in ``thg.toml`` (ESRS E1 46i: excluded only with a reason)."""

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place
from thgbilanz.core.scope3 import ESTIMATED, EXCLUDED, SCOPE3_CATEGORIES
from thgbilanz.project.settings_findings import CheckedTables
from thgbilanz.project.settings_schema import CategoryTable
from thgbilanz.project.toml_text import FILE_NAME, TomlText


def category_findings(toml: TomlText, tables: CheckedTables) -> list[Diagnostic]:
    """Categories that do not exist, exclusions without a reason, estimates without tonnes or source."""
    findings = []
    for category, table in tables.categories.items():
        problem = _problem(category, table)
        if problem:
            key = f"scope3.{category}"
            text, expected = problem
            place = Place(FILE_NAME, cell=key)
            findings.append(error("THG421", text, place, found=toml.found(key), expected=expected))
    return findings


def _problem(category: str, table: CategoryTable) -> tuple[str, str] | None:
    if category not in SCOPE3_CATEGORIES:
        return f"Scope-3-Kategorie „{category}“ gibt es nicht", "3.1 bis 3.15 in Anführungszeichen"
    if table.status == EXCLUDED and not table.grund.strip():
        return f"Kategorie {category} ist ohne Grund ausgeschlossen", 'grund = "…"'
    if table.status == EXCLUDED and table.schaetzung_t is not None:
        return f"Kategorie {category} ist ausgeschlossen und zugleich geschätzt", f'status = "{ESTIMATED}"'
    if table.status == ESTIMATED and (table.schaetzung_t is None or not table.quelle.strip()):
        return f"Schätzung der Kategorie {category} ist unvollständig", 'schaetzung_t = Tonnen und quelle = "…"'
    return None
