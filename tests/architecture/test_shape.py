"""The shape of the source: sizes, the one catch-all, nothing that only some systems have, encodings always named."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent.parent / "src" / "thgbilanz"
FILES = sorted(SOURCE.rglob("*.py"))
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 60
POSIX_ONLY = {"fcntl", "grp", "pwd", "resource", "termios", "tty", "pty", "posix", "syslog"}
TEXT_CALLS = {"open", "read_text", "write_text"}
NO_TEXT_FILE = {"os.open", "formatter.write_text"}


def _name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_there_is_source() -> None:
    assert len(FILES) > 50


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_file_is_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES_OF_A_FILE


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_function_is_long(path: Path) -> None:
    functions = [node for node in ast.walk(_tree(path)) if isinstance(node, ast.FunctionDef)]
    long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= MOST_LINES_OF_A_FUNCTION]
    assert long == []


def test_one_place_catches_everything() -> None:
    assert [_name(path) for path in FILES if any(_catches_all(node) for node in ast.walk(_tree(path)))] == [
        "cli/main.py"
    ]


def _catches_all(node: ast.AST) -> bool:
    """A handler of everything that does not clean up and raise again."""
    if not isinstance(node, ast.ExceptHandler) or isinstance(node.body[-1], ast.Raise):
        return False
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(
        kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"}) for kind in caught
    )


def test_nothing_needs_a_posix_system() -> None:
    """What only POSIX has stands beside its Windows counterpart, under a test of the platform."""
    for path in FILES:
        modules = set(_modules(_tree(path)))
        if modules & POSIX_ONLY:
            assert "msvcrt" in modules, _name(path)
            assert 'if sys.platform == "win32":' in path.read_text(encoding="utf-8"), _name(path)


def _modules(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_text_files_are_read_and_written_with_a_named_encoding(path: Path) -> None:
    calls = [node for node in ast.walk(_tree(path)) if isinstance(node, ast.Call) and _opens_text(node)]
    assert [node.lineno for node in calls if "encoding" not in {word.arg for word in node.keywords}] == []


def _opens_text(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in TEXT_CALLS or ast.unparse(call.func) in NO_TEXT_FILE:
        return False
    modes = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    modes += [word.value.value for word in call.keywords if word.arg == "mode" and isinstance(word.value, ast.Constant)]
    return not any(isinstance(mode, str) and "b" in mode and len(mode) <= len("rb+") for mode in modes)
