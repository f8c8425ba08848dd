"""Make the data files of the example projects anew: ``python examples/make_examples.py``.

The same tables give the same bytes; a test compares them with the committed files.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a script, the folder of the script would come first

from examples.making.foreign_lists import foreign_list_files  # noqa: E402
from examples.making.leipzig import leipzig_files  # noqa: E402
from examples.making.musterstadt import musterstadt_files  # noqa: E402


def example_files() -> dict[str, bytes]:
    """Every generated file by its path relative to the repository."""
    musterstadt = musterstadt_files(ROOT / "examples" / "musterstadt")
    leipzig = leipzig_files(ROOT / "tests" / "cases" / "leipzig_2019.csv")
    lists = foreign_list_files(ROOT / "examples" / "fremde-listen")
    return (
        _below("examples/musterstadt", musterstadt)
        | _below("examples/leipzig-2019", leipzig)
        | _below("examples/fremde-listen", lists)
    )


def _below(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{path}": content for path, content in files.items()}


def main() -> None:
    """Write every generated file."""
    files = example_files()
    for path, content in files.items():
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    print(f"{len(files)} Dateien geschrieben")


if __name__ == "__main__":
    main()
