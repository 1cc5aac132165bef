"""The house rules of the source: a stranger guesses the room from the tree, and reads a file once."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

import safeguard_model

HOUSE = Path(safeguard_model.__file__).parent
FILES = sorted(HOUSE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
MOST_LINES = 450


def name_of(path):
    """The path of a file inside the package."""
    return path.relative_to(HOUSE).as_posix()


def all_nodes(kind):
    """Every node of a kind in every file, each with where it is."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield f"{name_of(path)}:{node.lineno}", node


def test_no_class_name_is_defined_twice():
    """A class name is defined in one module only, so that it means one thing."""
    places = defaultdict(list)
    for where, node in all_nodes(ast.ClassDef):
        places[node.name].append(where)
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_no_module_bears_the_name_of_a_public_function():
    """Importing a module would otherwise hide the function of that name in the package above it."""
    functions = {name for name in safeguard_model.__all__ if name.islower()}
    assert [name_of(path) for path in FILES if path.stem in functions or path.parent.name in functions] == []


def test_no_file_is_private():
    """Files and folders bear plain names; what is private is a name inside a file."""
    assert [name_of(path) for path in FILES if re.search(r"(^|/)_(?!_init__)", name_of(path))] == []


def test_every_room_has_a_face():
    """Every folder with source is a package whose docstring says what it is for."""
    assert [name_of(path) for path in FILES if not (path.parent / "__init__.py").exists()] == []


def test_files_are_one_idea():
    """A long file is two ideas; only lists of words may be longer."""
    word_lists = {"records/vocabulary.py"}
    long = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES and name not in word_lists} == {}


@pytest.mark.parametrize("phrase", [r"(is|are) due, not\b", r"\bstands? twice\b", r"\bis no word of\b", r"\bsurely\b"])
def test_plain_words(phrase):
    """Errors and docstrings say "expected X, got Y", "appears twice", "is not a", "certainly"."""
    assert [name_of(path) for path in FILES if re.search(phrase, path.read_text(encoding="utf-8"))] == []


NO_VERBS = frozenset(
    [
        "a",
        "all",
        "an",
        "and",
        "any",
        "anything",
        "as",
        "at",
        "both",
        "by",
        "each",
        "either",
        "every",
        "everything",
        "for",
        "from",
        "here",
        "how",
        "if",
        "in",
        "it",
        "its",
        "no",
        "nobody",
        "none",
        "nothing",
        "of",
        "on",
        "one",
        "only",
        "some",
        "something",
        "that",
        "the",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "two",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "who",
        "whoever",
        "whom",
        "whose",
        "why",
        "with",
        "without",
    ]
)


def is_property(function):
    """Whether a function is read like a field, so that its docstring is a noun like a field's."""
    return any("property" in ast.unparse(decorator) for decorator in function.decorator_list)


def test_functions_say_what_they_do():
    """A function's docstring begins with a verb in the imperative: Return, Yield, Check, Read."""
    others = []
    for where, function in all_nodes(ast.FunctionDef):
        text = ast.get_docstring(function)
        if text and not is_property(function):
            first = re.match(r"[\w'`]*", text).group().lower()
            if not first.isalpha() or first in NO_VERBS or re.search(r"(?<!s)s$", first):
                others.append(where)
    assert others == []


def test_no_ternary_in_a_ternary():
    """A choice between three is an `if`, not a line to be unravelled."""
    nested = [
        where
        for where, node in all_nodes(ast.IfExp)
        if any(isinstance(inner, ast.IfExp) for inner in ast.walk(node) if inner is not node)
    ]
    assert nested == []


def test_comprehensions_have_two_clauses_at_most():
    """One `for` and one `if`, or two `for`: more is a loop."""
    kinds = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    clauses = [(where, sum(1 + len(each.ifs) for each in node.generators)) for where, node in all_nodes(kinds)]
    assert [where for where, count in clauses if count > 2] == []


def test_chained_comparisons_go_one_way():
    """A chain of comparisons reads as an interval, `a <= b < c`, or is two comparisons."""
    rising, falling = (ast.Lt, ast.LtE), (ast.Gt, ast.GtE)
    odd = [
        where
        for where, node in all_nodes(ast.Compare)
        if len(node.ops) > 1
        and not all(isinstance(op, rising) for op in node.ops)
        and not all(isinstance(op, falling) for op in node.ops)
    ]
    assert odd == []
