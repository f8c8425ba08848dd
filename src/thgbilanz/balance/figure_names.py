"""Names of figures: paths of the JSON document, items of lists named by what they are about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

_ITEM_KEYS: Final = (
    "id",
    "raum",
    "organisation",
    "lieferant",
    "empfaenger",
    "von",
    "an",
    "scope",
    "kategorie",
    "faktor",
    "ausgabe",
    "jahr",
    "region",
    "systemgrenze",
    "aktivitaet",
    "regel",
    "vorbehalt",
    "instrument",
    "vertrag",
    "lieferung",
    "basis",
    "kennzahl",
    "ansatz",
    "umfang",
    "schritt",
    "schluessel",
    "ursache",
)
"""Keys of an item that say what it is about, in the order in which they make up its name."""

_FIGURE_KEYS: Final = frozenset({"t", "mwh"})
_FIGURE_ENDINGS: Final = ("_t", "_mwh")
_FIGURE_MAPS: Final = frozenset({"scope3_kategorien", "aktivitaeten"})
"""Objects whose values are tonnes, keyed by category or activity."""


def document_figures(document: object) -> dict[str, float]:
    """Every figure in tonnes or megawatt hours of a JSON document, by name; null is no figure."""
    return dict(_walked(document, (), in_map=False))


def _walked(node: object, path: tuple[str, ...], *, in_map: bool) -> Iterator[tuple[str, float]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _walked(value, (*path, str(key)), in_map=bool(path) and path[-1] in _FIGURE_MAPS)
    elif isinstance(node, list):
        for name, item in zip(item_names(node), node, strict=True):
            for found, value in _walked(item, (*path, name), in_map=False):
                yield found.removesuffix(f".{name}.t") + f".{name}" if found.endswith(f".{name}.t") else found, value
    elif isinstance(node, int | float) and not isinstance(node, bool) and path and (in_map or is_figure_key(path[-1])):
        yield ".".join(path), float(node)


def is_figure_key(key: str) -> bool:
    """Whether the value of a key is tonnes or megawatt hours.

    >>> is_figure_key("scope1_t"), is_figure_key("t"), is_figure_key("anteil")
    (True, True, False)
    """
    return key in _FIGURE_KEYS or key.endswith(_FIGURE_ENDINGS)


def item_names(items: Sequence[object]) -> list[str]:
    """A name for each item of a list, by the texts that say what it is about; the number where nothing does."""
    names = [_item_name(item) if isinstance(item, Mapping) else "" for item in items]
    return list(numbered(name or str(position) for position, name in enumerate(names, start=1)))


def _item_name(item: Mapping[str, object]) -> str:
    keys = [key for key in _ITEM_KEYS if isinstance(item.get(key), str | int) and str(item[key])]
    said_by_more = (("kategorie", "scope"), ("faktor", "vorbehalt"))
    keys = [key for key in keys if not any(key == less and more in keys for more, less in said_by_more)]
    return ".".join(slug(str(item[key])) for key in keys)


def slug(text: str) -> str:
    """A text as part of a name: without blanks and commas, so that nobody has to quote it.

    >>> slug("fortgeschrieben, aus zweiter Hand")
    'fortgeschrieben_aus_zweiter_Hand'
    """
    return "_".join(text.replace(",", " ").split())


def numbered(names: Iterable[str]) -> Iterator[str]:
    """Names, the second and later of equal ones with their number.

    >>> list(numbered(["a", "b", "a"]))
    ['a', 'b', 'a#2']
    """
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}#{seen[name]}"


def elimination_name(supplier: str, receiver: str, scope: str, category: str, activity: str, rule: str) -> str:
    """Name of an elimination line, as ``item_names`` makes it from the document."""
    return ".".join((supplier, receiver, category or scope, activity, rule))


def factor_name(space: str, factor_id: str, edition: str, year: int, region: str, boundary: str) -> str:
    """Name of a factor row in use, as ``item_names`` makes it from the document."""
    return ".".join((space, factor_id, edition, str(year), region, boundary))
