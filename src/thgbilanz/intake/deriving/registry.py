"""All derivations by the id that templates name."""

from collections.abc import Mapping

from thgbilanz.intake.deriving.abfall import WASTE
from thgbilanz.intake.deriving.anlagen import PLANTS
from thgbilanz.intake.deriving.beschaffung import PURCHASE
from thgbilanz.intake.deriving.dienstreisen import TRAVEL
from thgbilanz.intake.deriving.kaeltemittel import REFRIGERANTS
from thgbilanz.intake.deriving.mietobjekte import LEASED
from thgbilanz.intake.deriving.pendeln import COMMUTING
from thgbilanz.intake.deriving.row import Derivation
from thgbilanz.intake.deriving.wasser import WATER

DERIVATIONS: Mapping[str, Derivation] = {
    "kaeltemittel": REFRIGERANTS,
    "dienstreisen": TRAVEL,
    "pendeln": COMMUTING,
    "abfall": WASTE,
    "wasser": WATER,
    "beschaffung": PURCHASE,
    "mietobjekte": LEASED,
    "anlagen": PLANTS,
}
