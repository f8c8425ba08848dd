"""Groups of direct sources: what scope 1 is made of (ESRS E1 AR 41, AR 43a; method/organisation.md section 3)."""

from enum import StrEnum

from thgbilanz.core.activity_kinds import KIND_BY_ID, Group


class SourceGroup(StrEnum):
    """Where direct emissions arise."""

    STATIONARY = "stationaer"
    MOBILE = "mobil"
    PROCESS = "prozess"
    FUGITIVE = "fluechtig"

    @property
    def label(self) -> str:
        """German name in exhibits."""
        return {
            "stationaer": "Stationäre Verbrennung",
            "mobil": "Mobile Verbrennung",
            "prozess": "Prozesse",
            "fluechtig": "Flüchtige Emissionen (Kältemittel, SF6)",
        }[self.value]


# An incinerator burns: what leaves its stack is stationary combustion, no process emission.
_BURNT_WASTE = "abfallverbrennung"
_GROUPS = {
    Group.MOTOR_FUEL: SourceGroup.MOBILE,
    Group.REFRIGERANT: SourceGroup.FUGITIVE,
    Group.PROCESS: SourceGroup.PROCESS,
}


def source_group(activity: str) -> SourceGroup:
    """The group of a direct emission by its activity.

    Motor fuels count as mobile, also in machines and emergency generators: a fuel alone does not say where it burns.

    >>> source_group("diesel").value, source_group("erdgas").value, source_group("kaeltemittel_r410a").value
    ('mobil', 'stationaer', 'fluechtig')
    """
    kind = KIND_BY_ID.get(activity)
    if kind is None or activity == _BURNT_WASTE:
        return SourceGroup.STATIONARY
    return _GROUPS.get(kind.group, SourceGroup.STATIONARY)
