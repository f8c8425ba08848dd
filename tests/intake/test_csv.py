"""The tidy CSV table: encoding, delimiter, quotes, numbers, line ends (contract, tidy activity table)."""

import pytest

from tests.intake.conftest import Reader, codes, only
from thgbilanz.core.diagnostic import Severity

HEADER = "organisation;raum;aktivitaet;menge;einheit;jahr;liegenschaft"
ROW = "stadt;betrieblich;erdgas;1234,5;kWh (Hs);2019;Rathaus"
TABLE = f"{HEADER}\n{ROW}\n"


def _quoted(line: str) -> str:
    """Every field in quotes, as LibreOffice and databases export."""
    return '"' + line.replace(";", '";"') + '"'


def with_commas(row: str) -> str:
    return HEADER.replace(";", ",") + "\n" + row + "\n"


def test_table_arrives_whole(read: Reader) -> None:
    result = read(TABLE)
    assert codes(result) == []
    row = {name: values[0] for name, values in result.activities.columns.items()}
    assert (row["organisation"], row["amount"], row["unit"], row["site"]) == ("stadt", 1234.5, "kWh (Hs)", "Rathaus")
    assert (row["file"], row["sheet"], row["row"], row["column"], row["layer"]) == ("tabelle.csv", "", 2, "D", "ist")


@pytest.mark.parametrize(
    "table",
    [
        "\ufeff" + TABLE,
        TABLE.replace("\n", "\r\n"),
        TABLE.rstrip("\n"),
        TABLE + "\n\n",
        "sep=;\n" + TABLE,
        f"\n{TABLE}",
        TABLE.replace("menge", " MENGE\u00a0"),
        f'{HEADER}\n"stadt";betrieblich;"erdgas";"1234,5";"kWh (Hs)";2019;"Rathaus"\n',
        f"{_quoted(HEADER)}\n{_quoted(ROW)}\n",
        f"{HEADER};\n{ROW};\n",
        f"{HEADER}\n;;;;;;\n{ROW}\n",
    ],
    ids=[
        "bom",
        "crlf",
        "no-end",
        "blank-lines",
        "sep",
        "blank-first",
        "titles",
        "quotes",
        "all",
        "trailing",
        "empty-fields",
    ],
)
def test_harmless_variants_read_the_same(read: Reader, table: str) -> None:
    result = read(table)
    assert codes(result) == []
    assert result.activities.columns["amount"] == [1234.5]


def test_every_field_in_quotes_with_commas(read: Reader) -> None:
    result = read(f"{_quoted(HEADER)}\n{_quoted(ROW.replace('1234,5', '1234.5'))}\n".replace(";", ","))
    assert codes(result) == []
    assert result.activities.columns["amount"] == [1234.5]


def test_line_numbers_are_those_of_the_editor(read: Reader) -> None:
    two_lines = ROW.replace("Rathaus", '"Rathaus\nHinterhaus"')
    result = read(f"{HEADER}\n{two_lines}\n\n{ROW.replace('1234,5', 'viel')}\n")
    assert result.activities.columns["row"] == [2]
    assert only(result, "THG079").place.cell == "D5"


def test_free_text_keeps_its_lines(read: Reader) -> None:
    result = read(TABLE.replace("liegenschaft", "bemerkung").replace("Rathaus", '"eins\nzwei"'))
    assert result.activities.columns["remark"] == ["eins\nzwei"]


@pytest.mark.parametrize("text", ["1234.5", "1234", "1.5e3", "0.25", "+7", ".5"])
def test_comma_as_delimiter_means_machine_numbers(read: Reader, text: str) -> None:
    result = read(with_commas(f"stadt,betrieblich,erdgas,{text},kWh (Hs),2019,Rathaus"))
    assert codes(result) == []
    assert result.activities.columns["amount"] == [float(text)]


def test_same_text_in_both_dialects(read: Reader) -> None:
    machine = read(with_commas("stadt,betrieblich,erdgas,1.234,kWh (Hs),2019,Rathaus"))
    assert machine.activities.columns["amount"] == [1.234]
    german = read(TABLE.replace("1234,5", "1.234"))
    assert codes(german) == ["THG063"]


@pytest.mark.parametrize("text", ['"1.234,5"', '"1234,5"', '"1,234.5"', '"1,234"', "1'234"])
def test_german_number_in_a_file_with_commas_is_refused(read: Reader, text: str) -> None:
    result = read(with_commas(f"stadt,betrieblich,erdgas,{text},kWh (Hs),2019,Rathaus"))
    assert codes(result)[0] in {"THG048", "THG066"}
    assert result.findings[0].place.cell == "D2"
    assert (len(result.activities), result.rejected) == (0, 1)


@pytest.mark.parametrize("text", ["nan", "inf", "1e400", "viel", "1_000", "0x10", "-"])
def test_machine_dialect_is_strict_too(read: Reader, text: str) -> None:
    result = read(with_commas(f"stadt,betrieblich,erdgas,{text},kWh (Hs),2019,Rathaus"))
    assert (len(result.activities), result.rejected) == (0, 1)


def test_delimiter_comes_from_the_header_alone(read: Reader) -> None:
    result = read(f"{HEADER}\n" + ROW.replace("Rathaus", "a, b, c, d, e, f, g, h") + "\n")
    assert codes(result) == []
    assert result.activities.columns["site"] == ["a, b, c, d, e, f, g, h"]


@pytest.mark.parametrize(
    "table",
    [TABLE.replace(";", "\t"), TABLE.replace(";", "|"), "Strom 2019\n1;2\n", "x\n", "sep=|\n" + TABLE, ";;;\n,,,\n"],
)
def test_delimiter_that_is_none(read: Reader, table: str) -> None:
    result = read(table)
    assert codes(result) == ["THG042"]
    assert result.unreadable


def test_fault_12_windows_1252_is_named_with_its_line(read: Reader) -> None:
    data = TABLE.replace("Rathaus", "Mühlenschule").encode("cp1252")
    result = read({"tabelle.csv": data})
    finding = only(result, "THG041")
    assert "Windows-1252" in finding.text
    assert finding.found.startswith("Zeile 2: ")
    assert "Mühlens" in finding.found
    assert result.unreadable


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_are_named(read: Reader, encoding: str) -> None:
    result = read({"tabelle.csv": TABLE.encode(encoding)})
    assert codes(result)[0] in {"THG041", "THG045"}
    assert result.unreadable


def test_nul_bytes(read: Reader) -> None:
    finding = only(read({"tabelle.csv": TABLE.encode().replace(b"Rathaus", b"Rat\0haus")}), "THG045")
    assert finding.found == "Zeile 2"


@pytest.mark.parametrize("row", [ROW.rsplit(";", 1)[0], ROW + ";zu viel", ROW.replace("1234,5", "1;234,5")])
def test_wrong_number_of_fields_is_one_bad_line(read: Reader, row: str) -> None:
    result = read(f"{TABLE}{row}\n{row}\n")
    finding = only(result, "THG043")
    assert finding.place.cell.endswith("3")
    assert (finding.count, len(finding.related)) == (2, 1)
    assert (len(result.activities), result.rejected) == (1, 2)


@pytest.mark.parametrize("row", [ROW.replace("Rathaus", '"Rathaus'), ROW.replace("Rathaus", '"Rat"haus')])
def test_quotes_that_do_not_match(read: Reader, row: str) -> None:
    result = read(f"{TABLE}{row}\n")
    assert only(result, "THG044").found == "ab Zeile 3"
    assert result.unreadable


def test_quotes_inside_a_name_are_letters(read: Reader) -> None:
    result = read(TABLE.replace("Rathaus", 'Gasthof "Krone"'))
    assert result.activities.columns["site"] == ['Gasthof "Krone"']


def test_fault_53_header_only(read: Reader) -> None:
    result = read(HEADER + "\n")
    assert codes(result) == ["THG030"]
    assert not result.unreadable


def test_header_that_is_incomplete(read: Reader) -> None:
    result = read("organisation;raum;aktivitaet;menge\nstadt;betrieblich;strom;5\n")
    assert codes(result) == ["THG027", "THG027"]
    assert {f.text for f in result.findings} == {"Spalte „einheit“ fehlt", "Spalte „jahr“ fehlt"}


def test_period_instead_of_a_year(read: Reader) -> None:
    table = "organisation;raum;aktivitaet;menge;einheit;von;bis\nstadt;betrieblich;strom;5;kWh;01.01.2019;31.03.2019\n"
    result = read(table)
    assert codes(result) == []
    assert (result.activities.columns["year"], result.activities.columns["end"]) == ([2019], ["2019-03-31"])


def test_missing_organisation_and_year(read: Reader) -> None:
    result = read(f"{HEADER}\n;betrieblich;strom;5;kWh;;\n")
    assert [(f.code, f.place.cell) for f in result.findings] == [("THG080", "A2"), ("THG080", "F2")]


def test_fault_85_quote_sign_in_front_of_a_formula_stays(read: Reader) -> None:
    result = read(TABLE.replace("Rathaus", "'=1+1"))
    assert result.activities.columns["site"] == ["'=1+1"]


def test_fault_54_total_row(read: Reader) -> None:
    result = read(f"{TABLE};;Summe;1234,5;;;\n")
    assert codes(result) == ["THG032"]


def test_line_without_end_is_refused_before_it_is_parsed(read: Reader) -> None:
    result = read({"tabelle.csv": (HEADER + "\n").encode() + b"x" * 1_500_000})
    assert codes(result) == ["THG009"]


def test_too_many_fields(read: Reader) -> None:
    result = read(HEADER + "\n" + (";" * 1000 + "\n") * 2100)
    assert codes(result) == ["THG009"]


def test_suffix_txt_is_read_too(read: Reader) -> None:
    assert len(read(TABLE, "tabelle.txt").activities) == 1


def test_severities_of_the_dialect_notes(read: Reader) -> None:
    result = read(TABLE.replace("1234,5", "1.234,5"))
    assert [(f.code, f.severity) for f in result.findings] == [("THG061", Severity.NOTE)]
    assert result.activities.columns["amount"] == [1234.5]
