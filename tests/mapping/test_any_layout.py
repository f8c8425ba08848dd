"""Law: however a table is laid out, its mapping gives exactly the activities of the tidy table, apart from places."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.workbooks import Value
from tests.mapping.lists import CONFIRMED, HEAD, ORGANISATIONS, contents, foreign_project, housing_list, read_project
from thgbilanz.intake.read import IntakeResult

UNITS = {"erdgas": "kWh (Hs)", "strom": "kWh", "fernwaerme": "MWh", "heizoel": "l"}
NAMES = st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F), min_size=1, max_size=8).map(
    lambda text: f"Haus {text}x"
)
AMOUNTS = st.one_of(st.none(), st.integers(1, 10**9).map(float), st.integers(1, 10**12).map(lambda n: n / 1000))
AREAS = st.integers(1, 10**5).map(float)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[tuple[str, str, float, dict[str, float | None]]]]:
    carriers = draw(
        st.permutations(sorted(UNITS)).flatmap(lambda all_: st.integers(1, 4).map(lambda n: list(all_[:n])))
    )
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique_by=str.casefold))
    rows = [
        (name, draw(st.sampled_from(sorted(ORGANISATIONS))), draw(AREAS), {c: draw(AMOUNTS) for c in carriers})
        for name in names
    ]
    return carriers, rows


def tidy_table(carriers: list[str], rows: list[tuple[str, str, float, dict[str, float | None]]]) -> str:
    lines = ["organisation,raum,aktivitaet,menge,einheit,jahr,liegenschaft,flaeche_m2,notation"]
    for carrier in carriers:
        for name, organisation, area, amounts in rows:
            amount = amounts[carrier]
            key = "kommt_nicht_vor" if amount is None else ""
            figure = "" if amount is None else repr(amount)
            lines.append(f"{organisation},betrieblich,{carrier},{figure},{UNITS[carrier]},2019,{name},{area!r},{key}")
    return "\n".join(lines) + "\n"


def read(root: Path, mapping: str, name: str, content: bytes | str) -> IntakeResult:
    result, findings = read_project(foreign_project(root, {"a.toml": mapping} if mapping else {}, {name: content}))
    assert findings == []
    return result


@settings(max_examples=40, deadline=None)
@given(tables(), st.data())
def test_a_wide_list_is_the_tidy_table(
    table: tuple[list[str], list[tuple[str, str, float, dict[str, float | None]]]], data: st.DataObject
) -> None:
    carriers, rows = table
    titles = {"liegenschaft": "Objekt", "organisation": "Firma", "flaeche_m2": "Wohnfl. m²"}
    titles |= {carrier: f"Menge {number} [{UNITS[carrier]}]" for number, carrier in enumerate(carriers)}
    order = data.draw(st.permutations(sorted(titles)))
    logo: list[tuple[Value, ...]] = [("Wohnbau",), (), ("Stand", 2020.0)][: data.draw(st.integers(0, 3))]
    body: list[tuple[Value, ...]] = []
    for name, organisation, area, amounts in rows:
        cells: dict[str, Value] = {"liegenschaft": name, "organisation": organisation, "flaeche_m2": area, **amounts}
        body.append(tuple(cells[key] for key in order))
    unit_in_title = data.draw(st.booleans())
    blocks = [
        f'[[blatt.menge]]\nspalte = "Menge {number}"\neinheit_im_titel = true\naktivitaet = "{carrier}"\n'
        if unit_in_title
        else f'[[blatt.menge]]\nspalte = "{titles[carrier]}"\neinheit = "{UNITS[carrier]}"\naktivitaet = "{carrier}"\n'
        for number, carrier in enumerate(carriers)
    ]
    mapping = (
        HEAD
        + CONFIRMED
        + (
            '[[blatt]]\nname = "Liste"\nkennzeichen = { leer = "kommt_nicht_vor" }\n'
            'fest = { raum = "betrieblich", jahr = 2019 }\n'
            'spalten = { liegenschaft = "Objekt", organisation = "Firma", flaeche_m2 = "Wohnfl. m²" }\n'
        )
        + "".join(blocks)
    )
    with tempfile.TemporaryDirectory() as folder:
        book = housing_list([*logo, tuple(titles[key] for key in order), *body], sheet="Liste")
        mapped = read(Path(folder) / "fremd", mapping, "liste.xlsx", book)
        own = read(Path(folder) / "eigen", "", "tabelle.csv", tidy_table(carriers, rows))
    assert [finding.code for finding in mapped.findings if finding.code != "THG552"] == [f.code for f in own.findings]
    assert contents(mapped) == contents(own)
