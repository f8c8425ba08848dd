"""The tidy activity table: one definition for CSV files, for the sheet "Aktivitäten" and for the handbook.

Sheets take their columns from here and change titles, widths and examples only; what a key means is said once.
"""

from thgbilanz.templates.choices import (
    DELIVERIES,
    FLOWS,
    NOTATIONS,
    QUALITIES,
    SCOPE3_CATEGORIES,
    SECTORS,
    SPACES,
    YES_OR_NO,
    all_activity_choices,
)
from thgbilanz.templates.model import TemplateColumn

TIDY_COLUMNS: tuple[TemplateColumn, ...] = (
    TemplateColumn(
        "organisation",
        "organisation",
        "id",
        required=True,
        meaning="Kennung der Organisation wie in thg.toml; „stadtgebiet“ für die territoriale Bilanz.",
        example="stadtwerke",
    ),
    TemplateColumn(
        "raum",
        "raum",
        "choice",
        required=True,
        meaning="Bilanzraum: „betrieblich“ für Organisationen, „territorial“ für das Stadtgebiet.",
        example="betrieblich",
        choices=SPACES,
    ),
    TemplateColumn(
        "sektor",
        "sektor",
        "choice",
        required=False,
        meaning="Verbrauchssektor. Pflicht in der territorialen Bilanz, leer in der betrieblichen.",
        example="haushalte",
        choices=SECTORS,
    ),
    TemplateColumn(
        "aktivitaet",
        "aktivitaet",
        "choice",
        required=True,
        meaning="Energieträger oder andere Aktivität. „Gas“ allein ist mehrdeutig und wird nicht angenommen.",
        example="erdgas",
        choices=all_activity_choices(),
    ),
    TemplateColumn(
        "menge",
        "menge",
        "number",
        required=True,
        meaning="Menge als Zahl ohne Einheit, nie negativ. Fehlt der Wert, bleibt die Zelle leer und ein "
        "Kennzeichen sagt, warum. Eine 0 ist eine gemessene Null.",
        example=12400,
        unless="notation",
    ),
    TemplateColumn(
        "einheit",
        "einheit",
        "unit",
        required=True,
        meaning="Einheit der Menge. Bei Gasen gehört Heizwert (Hi) oder Brennwert (Hs) dazu: Gasrechnungen "
        "stehen fast immer in kWh (Hs), das sind rund 10 % mehr als kWh (Hi).",
        example="kWh (Hs)",
        unless="notation",
    ),
    TemplateColumn(
        "jahr",
        "jahr",
        "year",
        required=True,
        meaning="Kalenderjahr der Aktivität, vierstellig. Entfällt, wenn Von und Bis angegeben sind.",
        example=2019,
        unless="von",
    ),
    TemplateColumn(
        "von",
        "von",
        "date",
        required=False,
        meaning="Erster Tag des Zeitraums. Leer bedeutet: das ganze Berichtsjahr.",
        example="2019-01-01",
    ),
    TemplateColumn(
        "bis",
        "bis",
        "date",
        required=False,
        meaning="Letzter Tag des Zeitraums, dieser Tag zählt mit. Leer bedeutet: das ganze Berichtsjahr.",
        example="2019-12-31",
    ),
    TemplateColumn(
        "datenguete",
        "datenguete",
        "choice",
        required=False,
        meaning="Datengüte nach BISKO: A regionale Primärdaten (Zähler, Rechnung) · B Hochrechnung regionaler "
        "Primärdaten · C regionale Kennwerte und Statistiken · D bundesweite Kennzahlen. Leer heißt „nicht "
        "bewertet“, nicht D.",
        example="A",
        choices=QUALITIES,
    ),
    TemplateColumn(
        "scope3_kategorie",
        "scope3_kategorie",
        "choice",
        required=False,
        meaning="Scope-3-Kategorie des GHG Protocol. Nur nötig, wenn sie von der üblichen Zuordnung abweicht.",
        example="3.5",
        choices=SCOPE3_CATEGORIES,
    ),
    TemplateColumn(
        "gegenpartei",
        "gegenpartei",
        "id",
        required=False,
        meaning="Kennung der Organisation im Stadtkonzern, die geliefert hat; bei Richtung „Lieferung“ die, die "
        "beliefert wurde. Nur bei Lieferungen innerhalb des Konzerns: So zählt dieselbe Tonne nicht zweimal.",
        example="stadtwerke",
    ),
    TemplateColumn(
        "lieferung",
        "lieferung",
        "choice",
        required=False,
        meaning="Weg der Lieferung: über das öffentliche Netz, über eine Direktleitung oder aus eigener Erzeugung.",
        example="netz",
        choices=DELIVERIES,
    ),
    TemplateColumn(
        "richtung",
        "richtung",
        "choice",
        required=False,
        meaning="Ob die Menge selbst verbraucht wurde (Bezug) oder an andere geliefert (Lieferung). Leer heißt Bezug. "
        "Eine Lieferung ist nie eigener Verbrauch; sie wird mit der Angabe des Empfängers verglichen.",
        example="bezug",
        choices=FLOWS,
    ),
    TemplateColumn(
        "vertrag",
        "vertrag",
        "id",
        required=False,
        meaning="Kennung des Stromliefervertrags aus der Tabelle der Stromverträge. Er bestimmt nur Scope 2 "
        "marktbasiert; standortbasiert zählt immer der Strommix.",
        example="SV-01",
    ),
    TemplateColumn(
        "eu_ets",
        "eu_ets",
        "choice",
        required=False,
        meaning="Ob die Anlage am EU-Emissionshandel teilnimmt. Leer heißt: keine Angabe. Der Anteil an Scope 1 wird "
        "ausgewiesen, an den Emissionen ändert er nichts.",
        example="nein",
        choices=YES_OR_NO,
    ),
    TemplateColumn(
        "faktor",
        "faktor",
        "id",
        required=False,
        meaning="Kennung eines eigenen Emissionsfaktors aus dem Ordner faktoren/ des Projekts, etwa für das örtliche "
        "Fernwärmenetz oder einen Liefervertrag.",
        example="fw-netz-mitte",
    ),
    TemplateColumn(
        "zaehler",
        "zaehler",
        "id",
        required=False,
        meaning="Zählernummer als Text, mit führenden Nullen. Derselbe Zähler darf im selben Zeitraum nur einmal "
        "vorkommen.",
        example="0012345678",
    ),
    TemplateColumn(
        "liegenschaft",
        "liegenschaft",
        "text",
        required=False,
        meaning="Gebäude, Anlage oder Fahrzeuggruppe, möglichst jedes Jahr gleich geschrieben.",
        example="Rathaus",
    ),
    TemplateColumn(
        "flaeche_m2",
        "flaeche_m2",
        "number",
        required=False,
        meaning="Beheizte Nettofläche der Liegenschaft in m², für Kennwerte und Prüfungen.",
        example=1850,
        unit="m2",
    ),
    TemplateColumn(
        "kosten_eur",
        "kosten_eur",
        "number",
        required=False,
        meaning="Kosten in EUR einschließlich Steuern, für Prüfungen (Preis je kWh).",
        example=2980.5,
        unit="EUR",
    ),
    TemplateColumn(
        "unsicherheit_prozent",
        "unsicherheit_prozent",
        "percent",
        required=False,
        meaning="Halbe Breite des 95-%-Bereichs der Menge in Prozent: 10 bedeutet ±10 %.",
        example=10,
        unit="%",
    ),
    TemplateColumn(
        "notation",
        "notation",
        "choice",
        required=False,
        meaning="Grund, warum eine Menge fehlt: kommt nicht vor · nicht erhoben · anderswo enthalten · vertraulich. "
        "Steht hier etwas, bleibt die Menge leer.",
        example="nicht_erhoben",
        choices=NOTATIONS,
    ),
    TemplateColumn(
        "bemerkung",
        "bemerkung",
        "text",
        required=False,
        meaning="Freier Text. Keine Namen und keine Kontaktdaten von Personen.",
        example="Zählerwechsel im Mai",
    ),
    TemplateColumn(
        "quelle",
        "quelle",
        "text",
        required=False,
        meaning="Beleg des Werts, zum Beispiel Rechnung, Ablesung, Statistik oder Bericht mit Seite.",
        example="Jahresrechnung 2019",
    ),
    TemplateColumn(
        "witterungsbereinigt",
        "witterungsbereinigt",
        "choice",
        required=False,
        meaning="Ob die Menge auf ein Durchschnittswetter umgerechnet ist. Bilanziert wird der gemessene Verbrauch: "
        "„ja“ ist ein Fehler. Leer heißt: keine Angabe.",
        example="nein",
        choices=YES_OR_NO,
    ),
    TemplateColumn(
        "bestaetigt",
        "bestaetigt",
        "text",
        required=False,
        meaning="Wer einen auffälligen Wert geprüft hat, wann und warum er stimmt: Name; TT.MM.JJJJ; Grund.",
        example="M. Beispiel; 14.03.2020; Umbau, Halle stand leer",
    ),
)
"""Columns of the tidy table; their order in a file does not matter."""

TIDY: dict[str, TemplateColumn] = {column.key: column for column in TIDY_COLUMNS}
