"""Measure the shape of the source: folders, circles, names used twice, and the longest of everything.

Run as `python -m benchmarks.house`. A test holds the figures that must stay.
"""

import ast
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "ankle_tui"

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def sources() -> list[Path]:
    """Every module of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def module_name(path: Path) -> str:
    """Dotted name of a module of the package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, modules: set[str]) -> set[str]:
    """Modules of the package that a module imports, also inside functions and under TYPE_CHECKING."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in modules else node.module)
    return found & modules - {module_name(path)}


def circles() -> list[list[str]]:
    """Groups of modules that reach each other by imports (Tarjan's strongly connected components)."""
    modules = {module_name(path): path for path in sources()}
    edges = {name: imports(path, set(modules)) for name, path in modules.items()}
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        number[name] = lowest[name] = len(number)
        stack.append(name)
        for other in edges[name]:
            if other not in number:
                visit(other)
                lowest[name] = min(lowest[name], lowest[other])
            elif other in stack:
                lowest[name] = min(lowest[name], number[other])
        if lowest[name] == number[name]:
            group = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(group) > 1:
                found.append(sorted(group))

    for name in edges:
        if name not in number:
            visit(name)
    return found


def files_in_folders() -> dict[str, int]:
    """Modules and style sheets in each folder, package fronts aside."""
    files = [path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".tcss"} and path.name != "__init__.py"]
    return dict(Counter(str(path.parent.relative_to(ROOT)) for path in files))


def file_names_twice() -> list[str]:
    """Names of modules that stand in more than one folder; each screen's `screen.py` is meant to."""
    names = Counter(path.name for path in sources())
    return sorted(name for name, count in names.items() if count > 1 and name not in {"__init__.py", "screen.py"})


def class_names_twice() -> list[str]:
    """Names of classes that two modules define; a message nested in its widget, `Score.Changed`, is Textual's way."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in sources())
    names = Counter(node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef))
    return sorted(name for name, count in names.items() if count > 1)


def functions() -> list[tuple[int, str]]:
    """Lines of every function, with its place."""
    return sorted(
        (_lines(node), f"{module_name(path)}.{node.name}") for path, node in _nodes() if isinstance(node, FunctionNode)
    )


def classes() -> list[tuple[int, str]]:
    """Lines of every class, with its place."""
    return sorted(
        (_lines(node), f"{module_name(path)}.{node.name}") for path, node in _nodes() if isinstance(node, ast.ClassDef)
    )


def lines() -> tuple[int, int]:
    """Lines of the package, and those that hold a comment."""
    total = comments = 0
    for path in sources():
        total += len(path.read_text(encoding="utf-8").splitlines())
        with tokenize.open(path) as file:
            comments += sum(token.type == tokenize.COMMENT for token in tokenize.generate_tokens(file.readline))
    return total, comments


def _nodes() -> Iterator[tuple[Path, ast.AST]]:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield path, node


def _lines(node: FunctionNode | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def main() -> None:
    """Print every figure."""
    folders = files_in_folders()
    total, comments = lines()
    (longest, where), (largest, whose) = functions()[-1], classes()[-1]
    print(f"modules {len(sources())}, lines {total}, comments {comments} ({100 * comments / total:.1f} %)")
    print(f"files in a folder: at most {max(folders.values())} ({max(folders, key=folders.__getitem__)})")
    print(f"loose modules at the top: {folders['ankle_tui']}")
    print(f"circles: {len(circles())}, files in them {sum(map(len, circles()))}")
    print(f"file names twice: {len(file_names_twice())} {' '.join(file_names_twice())}")
    print(f"class names twice: {len(class_names_twice())} {' '.join(class_names_twice())}")
    print(f"longest function: {longest} lines ({where})")
    print(f"largest class: {largest} lines ({whose})")
    methods = {f"{module_name(path)}.{node.name}": node for path, node in _nodes() if isinstance(node, ast.ClassDef)}
    count, owner = max(
        (sum(isinstance(part, FunctionNode) for part in node.body), name) for name, node in methods.items()
    )
    print(f"most methods: {count} ({owner})")


if __name__ == "__main__":
    main()
