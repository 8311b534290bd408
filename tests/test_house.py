"""The house rules that a test can hold: imports go one way, functions stay short, nothing swallows errors."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "dragoman"
# Each room may import from those before it (and from its own).
ROOMS = [
    {"span", "errors", "version", "identity", "lean"},
    {"issues"},
    {"record"},
    {"codebook"},
    {"model"},
    {"parse.tree"},
    {"draft"},
    {"read"},
    {"parse"},
    {"actors"},
    {"events"},
    {"statements"},
    {"whenwhere"},
    {"pipeline", "same", "pair"},
    {"assemble"},
    {"coder"},
    {"check", "schema", "scoring"},
    {"ledger.row", "ledger.lake", "ledger.place", "ledger.lock", "ledger.tables"},
    {"ledger"},
    {"feeds"},
    {"relations"},
    {"views"},
    {"scale"},
    {"api"},
    {"web"},
    {"cli"},
]
MODULES = sorted(SOURCE.rglob("*.py"))


def room_of(module: str) -> int:
    """The number of a module's room; raises ValueError for a module in none."""
    names = [".".join(module.split(".")[:depth]) for depth in (2, 1)]
    for name in names:
        for number, room in enumerate(ROOMS):
            if name in room:
                return number
    raise ValueError(f"{module} is in no room: add it to ROOMS")


def imports(tree: ast.Module) -> set[str]:
    """The modules of the package that a module imports, without the package's own name."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dragoman."):
            found.add((node.module or "").removeprefix("dragoman."))
        elif isinstance(node, ast.Import):
            found |= {a.name.removeprefix("dragoman.") for a in node.names if a.name.startswith("dragoman.")}
    return found


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    name = name_of(path)
    if name == "__init__":
        return
    later = {each for each in imports(ast.parse(path.read_text())) if room_of(each) > room_of(name)}
    assert not later, f"{name} imports from rooms behind it: {later}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_functions_are_short_and_modules_small(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.body[0].lineno + 1
            assert length <= 60, f"{node.name} has a body of {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_is_swallowed_and_nothing_is_global(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        assert not isinstance(node, ast.Global), "a global statement"
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else ""
            assert caught not in {"", "Exception", "BaseException"}, f"line {node.lineno} catches everything"
