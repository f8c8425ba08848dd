"""What must hold for every definition table, because four things are made from it."""

import re
from enum import StrEnum

import pytest

from thgbilanz.core.activity_kinds import ACTIVITY_KINDS, AMBIGUOUS, KIND_BY_ID
from thgbilanz.core.vocabulary import DataQuality, Delivery, Notation, OrganisationKind, Sector, Space
from thgbilanz.intake.deriving.loss_rates import loss_rates
from thgbilanz.intake.deriving.registry import DERIVATIONS
from thgbilanz.templates.applications import APPLICATIONS
from thgbilanz.templates.contract_sheet import CONTRACTS_ID
from thgbilanz.templates.data_sheet import example_rows
from thgbilanz.templates.definition import (
    KNOWN_SHEETS,
    MASTER_FIELDS,
    MASTER_FIRST_ROW,
    MASTER_VERSION_CELL,
    SHEETS,
    TIDY,
    TIDY_COLUMNS,
    SheetTemplate,
    chosen_value,
    column_titled,
    field_titled,
    header_title,
    normal_text,
    normal_title,
    sheet_version,
)

EVERY_SHEET = pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
EVERY_PLAIN_SHEET = pytest.mark.parametrize(
    "sheet",
    [sheet for sheet in SHEETS.values() if not sheet.derivation and sheet.id != "korrekturen"],
    ids=lambda sheet: sheet.id,
)
"""Sheets whose rows are rows of the tidy table."""

# Keys of contract.md, "Tidy activity table", copied by hand.
CONTRACT_KEYS = [
    *("organisation", "raum", "sektor", "aktivitaet", "menge", "einheit", "jahr", "von", "bis", "datenguete"),
    *("scope3_kategorie", "gegenpartei", "lieferung", "faktor", "zaehler", "liegenschaft", "flaeche_m2"),
    *("kosten_eur", "unsicherheit_prozent", "notation", "bemerkung", "quelle"),
    *("witterungsbereinigt", "bestaetigt", "richtung", "vertrag", "eu_ets"),
    *("ebene", "autor", "erfasst_am", "begruendung"),
]
MADE_KEYS = {"ebene", "autor", "erfasst_am", "begruendung"}
"""Keys of estimates and corrections, which have a sheet of their own."""


def test_the_tidy_table_has_the_columns_of_the_contract() -> None:
    assert sorted(column.key for column in TIDY_COLUMNS) == sorted(CONTRACT_KEYS)
    assert [column.title for column in TIDY_COLUMNS] == [column.key for column in TIDY_COLUMNS]


def test_the_generic_sheet_has_every_tidy_column_of_the_organisational_balance() -> None:
    sheet = SHEETS["aktivitaeten"]
    assert {column.key for column in sheet.columns} | set(sheet.constants) == set(TIDY) - {"sektor"} - MADE_KEYS


def test_sheet_names_are_distinct_and_possible_in_excel() -> None:
    folded = [normal_text(name) for name in KNOWN_SHEETS]
    assert len(set(folded)) == len(folded)
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\']", name) for name in KNOWN_SHEETS)
    assert list(SHEETS) == [sheet.id for sheet in SHEETS.values()]


@EVERY_SHEET
def test_every_title_and_synonym_finds_its_own_column(sheet: SheetTemplate) -> None:
    for column in sheet.columns:
        for title in (column.title, header_title(column), *column.synonyms):
            assert column_titled(sheet.columns, f" {title.upper()}\n") is column, title


@EVERY_SHEET
def test_no_title_or_synonym_stands_for_two_columns(sheet: SheetTemplate) -> None:
    titles = [normal_title(t) for column in sheet.columns for t in {column.title, *column.synonyms}]
    assert sorted(titles) == sorted(set(titles))


def test_no_title_or_synonym_stands_for_two_fields_of_the_master_data() -> None:
    titles = [normal_title(t) for field in MASTER_FIELDS for t in {field.title, *field.synonyms}]
    assert sorted(titles) == sorted(set(titles))
    for field in MASTER_FIELDS:
        assert field_titled(header_title(field)) is field


def test_a_title_that_nobody_declared_is_not_guessed() -> None:
    assert column_titled(SHEETS["strom"].columns, "Verbrauc") is None
    assert field_titled("Jahrgang") is None


@EVERY_SHEET
def test_keys_are_used_once_and_tidy_unless_the_sheet_derives_its_rows(sheet: SheetTemplate) -> None:
    keys = [column.key for column in sheet.columns] + list(sheet.constants)
    assert len(keys) == len(set(keys))
    assert set(keys) <= set(TIDY) or sheet.derivation


def test_sheets_and_derivations_name_each_other() -> None:
    # rows of the sheet of contracts become contracts, not activities
    named = [sheet.derivation for sheet in SHEETS.values() if sheet.derivation not in {"", CONTRACTS_ID}]
    assert sorted(named) == sorted(DERIVATIONS)
    for sheet in SHEETS.values():
        if sheet.derivation in DERIVATIONS:
            derivation = DERIVATIONS[sheet.derivation]
            assert {*derivation.amounts, *derivation.uses} <= {column.key for column in sheet.columns}


def test_applications_of_refrigerants_are_those_of_the_table_of_loss_rates() -> None:
    assert {choice.value for choice in APPLICATIONS} == set(loss_rates())


@EVERY_SHEET
def test_every_required_tidy_key_is_a_column_a_constant_or_master_data(sheet: SheetTemplate) -> None:
    required = {column.key for column in TIDY_COLUMNS if column.required}
    if sheet.constants["raum"] == Space.TERRITORIAL:
        required.add("sektor")
    given = {column.key for column in sheet.columns} | set(sheet.constants)
    if sheet.derivation:
        given |= {"aktivitaet", "menge", "einheit"}
    assert required <= given | {field.key for field in MASTER_FIELDS}


@EVERY_PLAIN_SHEET
def test_amounts_are_required_unless_a_notation_key_stands_there(sheet: SheetTemplate) -> None:
    columns = {column.key: column for column in sheet.columns}
    assert (columns["menge"].required, columns["menge"].unless) == (True, "notation")
    assert (columns["einheit"].required, columns["einheit"].unless) == (True, "notation")
    assert columns["aktivitaet"].required
    assert not columns["aktivitaet"].unless
    assert all(column.unless in {"", *columns} for column in sheet.columns)


@EVERY_SHEET
def test_activities_may_be_booked_in_the_space_of_the_sheet(sheet: SheetTemplate) -> None:
    space = Space(sheet.constants["raum"])
    choices = next((column.choices for column in sheet.columns if column.key == "aktivitaet"), ())
    assert choices or sheet.derivation == CONTRACTS_ID or DERIVATIONS[sheet.derivation].activity
    assert all(space in KIND_BY_ID[choice.value].spaces for choice in choices)
    assert all(choice.label == KIND_BY_ID[choice.value].label for choice in choices)


@pytest.mark.parametrize(
    ("sheet", "space"), [("aktivitaeten", Space.ORGANISATIONAL), ("stadtgebiet", Space.TERRITORIAL)]
)
def test_no_activity_is_without_a_place(sheet: str, space: Space) -> None:
    choices = next(column.choices for column in SHEETS[sheet].columns if column.key == "aktivitaet")
    assert {choice.value for choice in choices} == {kind.id for kind in ACTIVITY_KINDS if space in kind.spaces}


@pytest.mark.parametrize(
    ("key", "vocabulary"),
    [
        ("raum", Space),
        ("sektor", Sector),
        ("datenguete", DataQuality),
        ("lieferung", Delivery),
        ("notation", Notation),
    ],
)
def test_choices_are_exactly_the_vocabulary(key: str, vocabulary: type[StrEnum]) -> None:
    expected = {member.value for member in vocabulary if member.value}
    assert {choice.value for choice in TIDY[key].choices} == expected
    for sheet in SHEETS.values():
        assert all(column.choices == TIDY[key].choices for column in sheet.columns if column.key == key)


def test_kinds_of_organisations_are_exactly_the_vocabulary() -> None:
    field = next(field for field in MASTER_FIELDS if field.key == "art")
    assert {choice.value for choice in field.choices} == {kind.value for kind in OrganisationKind}


def test_scope_3_has_fifteen_categories_and_no_label_that_excel_takes_for_a_date() -> None:
    choices = TIDY["scope3_kategorie"].choices
    # GHG Protocol, Corporate Value Chain (Scope 3) Standard, table 5.3: categories 1 to 15.
    assert [choice.value for choice in choices] == [f"3.{number}" for number in range(1, 16)]
    assert all(re.match(rf"^{re.escape(choice.value)} [A-Z]", choice.label) for choice in choices)


def test_a_label_or_value_means_one_thing_only() -> None:
    columns = [column for sheet in SHEETS.values() for column in sheet.columns] + list(TIDY_COLUMNS)
    for column in columns:
        for choice in column.choices:
            assert chosen_value(column.choices, choice.label) == choice.value
            assert chosen_value(column.choices, choice.value) == choice.value


def test_ambiguous_words_are_never_a_choice() -> None:
    for word in AMBIGUOUS:
        assert chosen_value(TIDY["aktivitaet"].choices, word) is None


def test_every_number_names_its_unit_in_the_title_or_in_the_unit_column() -> None:
    columns = [column for sheet in SHEETS.values() for column in sheet.columns if column.kind in ("number", "percent")]
    assert columns
    for column in columns:
        assert column.key == "menge" or (column.unit and re.search(r"\(.+\)$", column.title)), column.title


@EVERY_SHEET
def test_example_rows_could_be_real_rows(sheet: SheetTemplate) -> None:
    columns = {column.key: column for column in sheet.columns}
    for row in example_rows(sheet, 2021):
        assert set(row) <= set(columns)
        for column in sheet.columns:
            if column.required and column.unless not in row:
                assert column.key in row
        for key, value in row.items():
            if columns[key].kind == "choice":
                assert value in {choice.value for choice in columns[key].choices}
            if columns[key].kind == "date":
                assert str(value).startswith("2021-")


@EVERY_SHEET
def test_the_first_column_can_carry_the_mark_of_an_example(sheet: SheetTemplate) -> None:
    assert sheet.columns[0].kind in ("text", "choice")
    assert len(sheet.example_rows) == 2
    assert all(sheet.columns[0].key in row for row in sheet.example_rows)


def test_texts_for_people_are_sentences_without_bitte() -> None:
    for item in [*TIDY_COLUMNS, *MASTER_FIELDS, *(c for sheet in SHEETS.values() for c in sheet.columns)]:
        assert item.meaning.endswith((".", "…")), item.title
        assert "bitte" not in item.meaning.casefold()


def test_master_data_holds_no_field_for_persons() -> None:
    forbidden = re.compile(r"ansprech|telefon|mail|kontakt|vorname|bearbeit", re.IGNORECASE)
    assert not [field.title for field in MASTER_FIELDS if forbidden.search(field.title + field.key)]


def test_the_version_cell_is_the_line_of_the_version_field() -> None:
    position = next(i for i, field in enumerate(MASTER_FIELDS) if field.key == "vorlage_version")
    assert f"B{MASTER_FIRST_ROW + position}" == MASTER_VERSION_CELL


@pytest.mark.parametrize("text", ["", "Strom", "Vorlage strom", "Vorlage strom, Version x", "vorlage strom, Version 1"])
def test_a_text_without_version_has_none(text: str) -> None:
    assert sheet_version(text) is None


def test_a_version_is_read_even_if_the_rest_of_the_line_changed() -> None:
    assert sheet_version(" Vorlage waerme, Version 12 · anders ") == ("waerme", 12)
