"""Fill the output blocks of README and handbook by running their commands: ``python examples/refresh_docs.py``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a script, its own folder would come first

from examples.making.shown import pages, refreshed


def main() -> None:
    """Rewrite the pages whose output changed."""
    for page in pages():
        before = page.read_text(encoding="utf-8")
        after = refreshed(before)
        if after != before:
            page.write_text(after, encoding="utf-8", newline="\n")
            print(f"{page.name} erneuert")


if __name__ == "__main__":
    main()
