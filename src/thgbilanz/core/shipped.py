"""Where the shipped tables lie: emission factors, properties, GWP, loss rates."""

from pathlib import Path

SHIPPED_NAME = "emission_factors"


def shipped_folder() -> Path:
    """``emission_factors`` inside the installed package, or the repository's folder in a checkout."""
    here = Path(__file__).resolve()
    packed = here.parents[1] / SHIPPED_NAME
    return packed if packed.is_dir() else here.parents[3] / SHIPPED_NAME
