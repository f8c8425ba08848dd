"""The run record: what a result was made from, printed in every output. No clock, no machine."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InputFile:
    """An input file with the hash of its bytes."""

    file: str
    sha256: str
    mapping: str = ""
    """Mapping file that a foreign table was read through."""


@dataclass(frozen=True, slots=True)
class FactorSetUse:
    """A factor set that a run used: its edition is the hash of the pinned rows' tables."""

    set_id: str
    edition: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RunRecord:
    """Everything that a result depends on. The same record means the same bytes."""

    version: str
    factor_sets: tuple[FactorSetUse, ...]
    gwp: str
    inputs: tuple[InputFile, ...]
    options: tuple[tuple[str, str], ...]
