"""Write what the coder now says into the pages: `python docs/refresh.py`.

Between `<!-- step NAME -->` and `<!-- end -->` stands what that step makes of the example report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from dragoman.cli.layers import layers
from dragoman.coder import Coder
from dragoman.draft import Source

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "the-way-of-an-article.md"
EXAMPLE = ROOT / "examples" / "kishida-in-seoul.txt"
_BLOCK = re.compile(r"(<!-- step (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def example_layers(coder: Coder) -> dict[str, tuple[str, ...]]:
    """The layers of the example report, by step."""
    return layers(coder.draft(Source(EXAMPLE.read_text(encoding="utf-8"), published="2023-05-08")))


def refreshed(page: str, found: Mapping[str, tuple[str, ...]]) -> str:
    """The page with each step's block as the coder has it now. KeyError where a block names no step."""

    def block(match: re.Match[str]) -> str:
        lines = "\n".join(found[match.group(2)])
        return f"{match.group(1)}```text\n{lines}\n```\n{match.group(3)}"

    return _BLOCK.sub(block, page)


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8"), example_layers(Coder())), encoding="utf-8")
