"""What would make the house rot, measured: long functions, long files, a swelling core."""

import ast

from tests.architecture.house import HOUSE, app_of, parse, sources

FUNCTION_P95, FUNCTION_MOST = 25, 50
FILE_P95, FILE_MOST = 250, 400
CORE_SHARE = 0.08


def p95(sizes: list[int]) -> int:
    return sorted(sizes)[int(len(sizes) * 0.95)]


def functions() -> dict[str, int]:
    """Lines of every function, its decorators and docstring left out of the count."""
    found = {}
    for path in sources():
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{path.relative_to(HOUSE)}:{node.lineno} {node.name}"
                found[name] = lines_of(node)
    return found


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    is_doc = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    doc = (first.end_lineno or 0) - first.lineno + 1 if is_doc else 0
    return (node.end_lineno or 0) - node.lineno + 1 - doc


def test_functions_stay_short() -> None:
    sizes = functions()
    assert {name: size for name, size in sizes.items() if size > FUNCTION_MOST} == {}
    assert p95(list(sizes.values())) <= FUNCTION_P95


def test_files_stay_short() -> None:
    sizes = {
        str(path.relative_to(HOUSE)): len(path.read_text("utf-8").splitlines())
        for path in sources()
    }
    assert {name: size for name, size in sizes.items() if size > FILE_MOST} == {}
    assert p95(list(sizes.values())) <= FILE_P95


def test_views_stay_doors() -> None:
    views = {name: size for name, size in functions().items() if "/views" in name.split(":")[0]}
    assert {name: size for name, size in views.items() if size > 25} == {}


def test_the_core_does_not_swell() -> None:
    total = core = 0
    for path in sources():
        lines = len(path.read_text("utf-8").splitlines())
        total += lines
        core += lines if app_of(path) == "core" else 0
    assert core <= CORE_SHARE * total
