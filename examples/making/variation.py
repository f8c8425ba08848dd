"""A fictional but fixed scatter: the same words give the same number on every machine and in every version."""

import hashlib

_HALF = 2**31


def variation(*words: object) -> float:
    """A number from -1 to below 1 that depends on nothing but the words.

    The first four bytes of the SHA-256 of the words, joined by ``|``. No generator with a hidden state: adding
    a row leaves all others as they are.
    """
    digest = hashlib.sha256("|".join(str(word) for word in words).encode("utf-8")).digest()
    return int.from_bytes(digest[:4], "big") / _HALF - 1


def rounded(amount: float, unit: str) -> float:
    """An amount with as many digits as a bill would show in this unit."""
    if unit.startswith("kWh"):
        return float(round(amount, -1))
    return float(round(amount, 1)) if amount < _WHOLE_FROM and unit not in {"l", "m³"} else float(round(amount))


_WHOLE_FROM = 10_000
