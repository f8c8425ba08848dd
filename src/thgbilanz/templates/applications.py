"""Applications of refrigerants whose loss rates the shipped table holds; the rates themselves are only there."""

from thgbilanz.templates.model import Choice

APPLICATIONS: tuple[Choice, ...] = tuple(
    Choice(label, value)
    for label, value in (
        ("Klimaanlagen und Wärmepumpen in Gebäuden", "klimaanlage_waermepumpe"),
        ("Kaltwassersätze", "kaltwassersatz"),
        ("Haushaltskühlgeräte", "kuehlgeraet_haushalt"),
        ("Steckerfertige Gewerbekühlgeräte", "kuehlgeraet_gewerbe_steckerfertig"),
        ("Mittlere und große Gewerbekälte", "gewerbekaelte_mittel_gross"),
        ("Industriekälte und Kühllager", "industriekaelte"),
        ("Transportkälte", "transportkaelte"),
        ("Fahrzeugklimaanlagen", "fahrzeugklimaanlage"),
        ("Pkw-Klimaanlage R134a, regulärer Verlust (2001)", "pkw_klimaanlage_regulaer"),
        ("Pkw-Klimaanlage R134a, Unfälle und Defekte (2001)", "pkw_klimaanlage_irregulaer"),
        ("Pkw-Klimaanlage R134a, mit Entsorgung (2001)", "pkw_klimaanlage_gesamt"),
        ("Ortsfeste Löschanlagen", "loeschanlage_fest"),
        ("Tragbare Löschgeräte", "loeschgeraet_tragbar"),
        ("Alle Anlagen (Stichprobe 2017)", "alle_anlagen_2017"),
        ("Alle Anlagen, mit Havarien (Stichprobe 2022)", "alle_anlagen_2022"),
    )
)
"""In the order of the dropdown; a test holds the list to the rows of ``verlustraten.csv``."""
