"""Columns that several sheets share: the tidy columns with titles and widths for people."""

from dataclasses import replace

from thgbilanz.templates.tidy import TIDY

SITE = replace(
    TIDY["liegenschaft"],
    title="Liegenschaft",
    synonyms=("Gebäude", "Objekt", "Standort", "Abnahmestelle"),
    width=26,
)
METER = replace(
    TIDY["zaehler"],
    title="Zählernummer",
    synonyms=("Zähler", "Zähler-Nr.", "Zählernr.", "Messstelle", "Marktlokation"),
    width=17,
)
AMOUNT = replace(
    TIDY["menge"],
    title="Verbrauch",
    synonyms=("Menge", "Jahresverbrauch", "Verbrauchsmenge"),
    width=14,
)
UNIT = replace(TIDY["einheit"], title="Einheit", synonyms=("Mengeneinheit", "Maßeinheit"), width=13)
OPTIONAL_AMOUNT, OPTIONAL_UNIT = (replace(column, required=False, unless="") for column in (AMOUNT, UNIT))
"""On sheets that compute an amount from other cells of the row."""

YEAR = replace(TIDY["jahr"], title="Jahr", synonyms=("Berichtsjahr", "Bilanzjahr"), width=9)
START = replace(TIDY["von"], title="Von", synonyms=("Beginn", "Zeitraum von", "Datum von"), width=13)
END = replace(TIDY["bis"], title="Bis", synonyms=("Ende", "Zeitraum bis", "Datum bis"), width=13)
QUALITY = replace(TIDY["datenguete"], title="Datengüte", synonyms=("Datenqualität", "Güte"), width=13)
NOTATION = replace(
    TIDY["notation"],
    title="Kennzeichen",
    example="nicht erhoben",
    synonyms=("Kennzeichen fehlender Wert", "Notation", "Grund für fehlenden Wert"),
    width=18,
)
COUNTERPARTY = replace(
    TIDY["gegenpartei"],
    title="Lieferant im Konzern (ID)",
    synonyms=("Lieferant im Konzern", "Gegenpartei", "Gegenpartei (ID)", "Lieferant (ID)"),
    width=17,
)
DELIVERY = replace(
    TIDY["lieferung"],
    title="Lieferweg",
    example="öffentliches Netz",
    synonyms=("Lieferung", "Art der Lieferung"),
    width=17,
)
FLOW = replace(
    TIDY["richtung"],
    title="Richtung",
    example="Bezug",
    synonyms=("Bezug oder Lieferung", "Bezug/Lieferung"),
    width=12,
)
CONTRACT = replace(
    TIDY["vertrag"],
    title="Vertrag (ID)",
    synonyms=("Vertrag", "Stromvertrag", "Stromvertrag (ID)", "Liefervertrag", "Liefervertrag (ID)"),
    width=14,
)
EU_ETS = replace(
    TIDY["eu_ets"],
    title="EU-Emissionshandel",
    synonyms=("EU-ETS", "EU ETS", "Emissionshandel", "ETS-Anlage"),
    width=18,
)
LOCAL_FACTOR = replace(
    TIDY["faktor"],
    title="Eigener Faktor (ID)",
    synonyms=("Lokaler Faktor (ID)", "Lokaler Faktor", "Eigener Faktor", "Faktor"),
    width=14,
)
FLOOR_AREA = replace(
    TIDY["flaeche_m2"],
    title="Fläche (m²)",
    synonyms=("Fläche", "Fläche m²", "Fläche (m2)", "Nettofläche (m²)"),
    width=14,
)
COST = replace(
    TIDY["kosten_eur"],
    title="Kosten (EUR, brutto)",
    synonyms=("Kosten", "Kosten (EUR)", "Kosten (€)", "Kosten (€, brutto)", "Kosten brutto"),
    width=14,
)
UNCERTAINTY = replace(
    TIDY["unsicherheit_prozent"], title="Unsicherheit (%)", synonyms=("Unsicherheit", "Unsicherheit in %"), width=13
)
SOURCE = replace(TIDY["quelle"], title="Quelle", synonyms=("Datenquelle", "Beleg"), width=22)
REMARK = replace(TIDY["bemerkung"], title="Bemerkung", synonyms=("Bemerkungen", "Anmerkung", "Kommentar"), width=28)
WEATHER_CORRECTED = replace(
    TIDY["witterungsbereinigt"],
    title="Witterungsbereinigt",
    synonyms=("witterungskorrigiert", "klimabereinigt", "Witterungsbereinigung", "gradtagbereinigt"),
    width=18,
)
CONFIRMED = replace(
    TIDY["bestaetigt"],
    title="Bestätigt",
    synonyms=("Bestätigung", "Bestätigt von", "Bestätigt (Name; Datum; Grund)"),
    width=28,
)
LAYER = replace(TIDY["ebene"], title="Ebene", example="Korrektur", synonyms=("Art der Zeile",), width=13)
AUTHOR = replace(TIDY["autor"], title="Autor", synonyms=("Verantwortlich", "Erfasst von"), width=20)
RECORDED_ON = replace(TIDY["erfasst_am"], title="Erfasst am", synonyms=("Datum der Erfassung",), width=13)
REASON = replace(TIDY["begruendung"], title="Begründung", synonyms=("Grund",), width=36)
