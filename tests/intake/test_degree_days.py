"""The table of degree days: strict, every finding at its cell, every row with a source."""

from pathlib import Path

import pytest

from thgbilanz.core.diagnostic import Severity
from thgbilanz.intake.degree_day_table import DegreeDayTable, degree_day_table

TABLE = "monat;gradtage;quelle\n2018-11;412,5;DWD, Station A\n2018-12;500;DWD, Station A\n"


def table_of(folder: Path, content: str | bytes) -> DegreeDayTable:
    path = folder / "gradtage.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return degree_day_table(path, folder)


@pytest.mark.parametrize(
    "content",
    [
        TABLE,
        "\ufeff" + TABLE.replace("\n", "\r\n"),
        TABLE.replace("monat;gradtage", " Monat ;GRADTAGE"),
        TABLE + "\n;;\n",
        "quelle;monat;gradtage\nDWD, Station A;2018-11;412,5\nDWD, Station A;2018-12;500\n",
    ],
)
def test_a_table_is_read(tmp_path: Path, content: str) -> None:
    table = table_of(tmp_path, content)
    assert table.findings == ()
    assert table.degree_days.values == {(2018, 11): 412.5, (2018, 12): 500.0}
    assert set(table.degree_days.sources.values()) == {"DWD, Station A"}
    assert table.record is not None
    assert table.record.file == "gradtage.csv"


FAULTS = [
    ("monat;gradtage\n2018-11;412\n", "A1"),
    ("monat;gradtage;quelle;station\n2018-11;412;DWD;1\n", "A1"),
    (TABLE.replace(";", ","), "A1"),
    (TABLE.replace("2018-12", "2018-13"), "A3"),
    (TABLE.replace("2018-12", "Dez 18"), "A3"),
    (TABLE.replace("2018-12", "2018-11"), "A3"),
    (TABLE.replace("2018-12", "0218-12"), "A3"),
    (TABLE.replace("500", "viele"), "B3"),
    (TABLE.replace("500", "1.234"), "B3"),
    (TABLE.replace("500", ""), "B3"),
    (TABLE.replace("500", "-5"), "B3"),
    (TABLE.replace("500", "5000"), "B3"),
    (TABLE.replace("500;DWD, Station A", "500; "), "C3"),
    (TABLE.replace("500;DWD, Station A", "500"), "B3"),
    (TABLE.replace("500;", "500;;"), "C3"),
]


@pytest.mark.parametrize(("content", "cell"), FAULTS)
def test_every_fault_of_the_table_names_its_cell(tmp_path: Path, content: str, cell: str) -> None:
    table = table_of(tmp_path, content)
    assert [(f.code, f.severity, f.place.file, f.place.cell) for f in table.findings] == [
        ("THG092", Severity.ERROR, "gradtage.csv", cell)
    ]
    assert (2018, 12) not in table.degree_days.values


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    table = table_of(tmp_path, "monat;gradtage;quelle\nx;y;\n2018-11;412;DWD\n")
    assert [f.place.cell for f in table.findings] == ["A2", "B2", "C2"]
    assert table.degree_days.values == {(2018, 11): 412.0}


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "THG003"), (b"\xff\xfem", "THG041"), ("monat;gradtage;quelle\n\xe4", "THG092")]
)
def test_a_file_that_is_no_table_is_named(tmp_path: Path, content: str | bytes, code: str) -> None:
    table = table_of(tmp_path, content)
    assert [f.code for f in table.findings] == [code]
    assert table.degree_days.values == {}


def test_quotes_that_do_not_close(tmp_path: Path) -> None:
    assert [f.code for f in table_of(tmp_path, 'monat;gradtage;quelle\n"2018-11;412;DWD\n').findings] == ["THG044"]
