"""Tables of what the city's balance tells: BISKO check, heat, data quality, indicators, readings, transport."""

from thgbilanz.balance.bisko.cells import CARRIERS
from thgbilanz.balance.bisko.result import CityInsight, ConformityReport, HeatNetwork, MandatoryCell, Verdict
from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.result import TerritorialBalance
from thgbilanz.exhibits.labels import activity_label, sector_label, sectors_in_order
from thgbilanz.exhibits.rounding import share_of
from thgbilanz.exhibits.table import CO2E, Table, TableColumn, TableRow, megawatt_hours, tonnes

NOT_BISKO = "nicht BISKO-konform"
"""Label of every reading that stands beside the balance."""


def criteria_table(report: ConformityReport) -> Table:
    """The seven criteria with verdict, what was found and what to do."""
    rows = [
        TableRow((f"{line.number} {line.title}", line.found, line.verdict.value, line.remedy))
        for line in report.criteria
    ]
    return Table(
        "bisko_kriterien",
        f"BISKO-Prüfung: {report.result.value}",
        (
            TableColumn("title", "Kriterium"),
            TableColumn("found", "Gefunden"),
            TableColumn("verdict", "Ergebnis"),
            TableColumn("remedy", "Zu tun"),
        ),
        tuple(rows),
        ("Nur „konform“ darf die Bilanz BISKO-konform heißen; „unvollständig“: es fehlen Angaben, um das zu sagen",),
    )


def cells_table(report: ConformityReport) -> Table:
    """The 21 mandatory cells, one per line."""
    rows = [
        TableRow(
            (
                sector_label(cell.sector),
                cell.carrier,
                cell.verdict.value,
                cell.remedy or cell.state,
                None if cell.energy_kwh is None else megawatt_hours(cell.energy_kwh),
                cell.quality,
            )
        )
        for cell in report.cells
    ]
    return Table(
        "bisko_pflichtangaben",
        f"{len(report.cells)} Pflichtangaben",
        (
            TableColumn("sector", "Sektor"),
            TableColumn("carrier", "Energieträger"),
            TableColumn("verdict", "Ergebnis"),
            TableColumn("state", "Angabe oder was zu tun ist"),
            TableColumn("mwh", "Endenergie", "energy", "MWh"),
            TableColumn("quality", "Datengüte", "score", "0–1"),
        ),
        tuple(rows),
        ("Strom, Erdgas und Fernwärme brauchen Datengüte A; eine Null zählt nur, wenn sie eingetragen ist",),
    )


def cells_matrix(report: ConformityReport) -> Table:
    """The same crossed, in words of one column: for narrow media."""
    sectors = sectors_in_order(cell.sector for cell in report.cells)
    of = {(cell.carrier, cell.sector): cell for cell in report.cells}
    rows = [
        TableRow((carrier.label, *(_word(of[carrier.label, sector]) for sector in sectors))) for carrier in CARRIERS
    ]
    heads = (TableColumn(sector, sector_label(sector), "share", "", _SHORT.get(sector, sector)) for sector in sectors)
    columns = (TableColumn("carrier", "Energieträger"), *heads)
    return Table("bisko_matrix", "Pflichtangaben", columns, tuple(rows))


_SHORT = {"haushalte": "Haushalte", "ghd": "GHD", "industrie": "Industrie"}
_WORDS = {"bestätigte Null": "0", "kommt nicht vor": "kommt nicht vor"}


def _word(cell: MandatoryCell) -> str:
    if cell.verdict is Verdict.PASSED:
        return _WORDS.get(cell.state, "✓")
    return cell.state.removeprefix("angegeben, ")


def heat_table(networks: tuple[HeatNetwork, ...]) -> Table:
    """Every heat factor with its route, and what other methods would give for the same plants."""
    rows = []
    for network in networks:
        rows.append(
            TableRow(
                (
                    network.factor_id,
                    network.route_label or "nicht erklärt",
                    network.verdict.value,
                    megawatt_hours(network.energy_kwh),
                    network.used_kg,
                    network.computed_kg,
                )
            )
        )
        rows += [
            TableRow((f"  zum Vergleich: {method.label}", "", NOT_BISKO, None, None, method.factor_kg), "memo")
            for method in network.methods
            if not method.admitted
        ]
    return Table(
        "fernwaerme",
        "Fern- und Nahwärme",
        (
            TableColumn("factor", "Wärmefaktor"),
            TableColumn("route", "Weg"),
            TableColumn("verdict", "Ergebnis"),
            TableColumn("mwh", "Endenergie", "energy", "MWh"),
            TableColumn("used", "verwendet", "factor", "kg CO2e/kWh"),
            TableColumn("computed", "gerechnet", "factor", "kg CO2e/kWh"),
        ),
        tuple(rows),
    )


def levers_table(report: BalanceReport, city: CityInsight) -> Table:
    """Single values whose better grade would raise the Datengüte most."""
    rows = [
        TableRow(
            (
                f"{sector_label(line.sector)}, {activity_label(report, line.activity)}"
                + (f" ({line.detail})" if line.detail else ""),
                line.grade or "fehlt",
                megawatt_hours(line.energy_kwh),
                line.gain,
                line.place,
            )
        )
        for line in city.levers
    ]
    return Table(
        "datenguete_hebel",
        "Was die Datengüte am meisten heben würde",
        (
            TableColumn("value", "Wert"),
            TableColumn("grade", "Datengüte heute", "text", "", "heute"),
            TableColumn("mwh", "Endenergie", "energy", "MWh"),
            TableColumn("gain", "Zuwachs mit Datengüte A", "score", "0–1", "Zuwachs"),
            TableColumn("place", "Stelle", "code"),
        ),
        tuple(rows),
        ("A = 1,0, B = 0,5, C = 0,25, D = 0, nach Endenergie gewichtet",),
    )


def indicators_table(city: CityInsight) -> Table:
    """Indicators with the span of other cities where one is published."""
    rows = [
        TableRow(
            (
                line.label,
                line.value,
                line.unit,
                line.lower,
                line.upper,
                line.comparison,
                line.note or ("" if line.comparison else line.source),
            )
        )
        for line in city.indicators
    ]
    sources = dict.fromkeys(line.source for line in city.indicators if line.comparison)
    spans = [f"Andere Städte: {source}" for source in sources]
    return Table(
        "stadt_kennzahlen",
        "Kennzahlen der Stadt",
        (
            TableColumn("label", "Kennzahl"),
            TableColumn("value", "Wert", "per_head"),
            TableColumn("unit", "Einheit"),
            TableColumn("lower", "andere Städte von", "per_head"),
            TableColumn("upper", "bis", "per_head"),
            TableColumn("comparison", "Vergleich"),
            TableColumn("note", "Quelle, Anmerkung", "code"),
        ),
        tuple(rows),
        (*spans, "Vergleichsspannen sind Hinweise auf Plausibilität, keine BISKO-Regel"),
    )


def readings_table(city: CityInsight, balance: TerritorialBalance) -> Table:
    """The balance and its other readings: each labelled, none of them added to anything."""
    rows = [TableRow(("BISKO-Bilanz", tonnes(balance.emissions_kg), None, ""), "sum")]
    rows += [
        TableRow(
            (f"{line.label} ({NOT_BISKO})", tonnes(line.emissions_kg), tonnes(line.difference_kg), line.basis), "memo"
        )
        for line in city.readings
    ]
    return Table(
        "lesarten",
        f"Andere Lesarten ({NOT_BISKO})",
        (
            TableColumn("label", "Lesart"),
            TableColumn("t", "Emissionen", "tonnes", CO2E),
            TableColumn("difference_t", "Unterschied zur Bilanz", "tonnes", CO2E, "Unterschied"),
            TableColumn("basis", "Grundlage"),
        ),
        tuple(rows),
    )


def side_table(city: CityInsight) -> Table:
    """Non-energetic emissions: nachrichtlich, in no sum."""
    rows = [TableRow((line.area, tonnes(line.emissions_kg), line.quality, line.source), "memo") for line in city.side]
    return Table(
        "nachrichtlich",
        "Nachrichtlich: nicht-energetische Emissionen (in keiner Summe)",
        (
            TableColumn("area", "Bereich"),
            TableColumn("t", "Emissionen", "tonnes", CO2E),
            TableColumn("quality", "Datengüte"),
            TableColumn("source", "Quelle"),
        ),
        tuple(rows),
        ("BISKO zählt energiebedingte Emissionen; diese stehen daneben und werden nirgends addiert",),
    )


def modes_table(city: CityInsight) -> Table:
    """Transport by modes."""
    total = sum(line.emissions_kg for line in city.modes)
    rows = [
        TableRow(
            (
                line.mode,
                None if line.mileage_km is None else line.mileage_km / 1_000_000,
                megawatt_hours(line.energy_kwh),
                tonnes(line.emissions_kg),
                share_of(line.emissions_kg, total),
                line.quality,
            )
        )
        for line in city.modes
    ]
    energy = sum(line.energy_kwh for line in city.modes)
    rows.append(TableRow(("Verkehr", None, megawatt_hours(energy), tonnes(total), share_of(total, total), None), "sum"))
    return Table(
        "verkehrsmittel",
        "Verkehr nach Verkehrsmitteln",
        (
            TableColumn("mode", "Verkehrsmittel"),
            TableColumn("mileage", "Fahrleistung", "per_head", "Mio. km"),
            TableColumn("mwh", "Endenergie", "energy", "MWh"),
            TableColumn("t", "Emissionen", "tonnes", CO2E),
            TableColumn("share", "Anteil Emissionen", "share", "%", "Anteil"),
            TableColumn("quality", "Datengüte", "score", "0–1"),
        ),
        tuple(rows),
    )
