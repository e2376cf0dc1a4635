"""The package's rooms: data goes one way, so a room imports only those to its left."""

import ast
from pathlib import Path

import extractor

TOP = Path(extractor.__file__).parent
ROOMS = [
    "errors", "collector", "start", "extras", "report", "rulebook", "decode", "source", "answer", "fetch", "warc", "page", "language",
    "summary", "terms", "output", "extractor", "spacy_component", "corpus", "console", "cli",
]  # fmt: skip
BACK = {
    ("source", "warc"): "a WARC file is opened as the many sources it holds",
    ("extractor", "corpus"): "`Extractor.pipe` hands its work to processes that each have an Extractor",
}


def room_of(path: Path) -> str:
    return path.relative_to(TOP).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The rooms that a module imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "extractor" else {str(node.module)}
    return {name.split(".")[1] for name in found if name.startswith("extractor.")} - {room_of(path), "__version__"}


def test_a_room_imports_only_rooms_to_its_left():
    modules = [path for path in TOP.rglob("*.py") if path != TOP / "__init__.py"]
    assert {room_of(path) for path in modules} == set(ROOMS)
    wrong = {(room_of(path), other) for path in modules for other in imported(path) if ROOMS.index(other) > ROOMS.index(room_of(path))}
    assert wrong == set(BACK)
