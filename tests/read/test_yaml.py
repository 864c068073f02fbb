"""Strict YAML: what is typed is what is read, and everything surprising is refused where it stands."""

from __future__ import annotations

import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.read.files import MAX_BYTES
from macros.read.yaml import MAX_DEPTH, Composed, Tree, compose, dotted

MEGABYTE = 1024 * 1024


def read(text: str) -> Tree:
    """The values of a text that must have no fault."""
    composed = compose(text, "f.yaml")

    assert not composed.problems
    return composed.data


def only_problem(text: str) -> tuple[int, int, str, str]:
    """Line, column, what was found, and the fix of the one fault of a text."""
    composed = compose(text, "f.yaml")
    (problem,) = composed.problems

    assert problem.code == "SHP002"
    assert composed.data is None or "second time" in problem.found
    return problem.place.line, problem.place.column, problem.found, problem.fix


@pytest.mark.parametrize(
    "typed",
    [
        *("no", "yes", "on", "off", "y", "N", "true", "False", "nil", "none", "NaN", "null and void", "~x", "="),
        *("1.10", "007", "0x1F", "0o17", "1_000", "1e3", "12:30:45", ".inf", ".nan", "9,000", "+44", "-1"),
        *("2026-11-21", "2026-11", "2026-11-21T10:00:00Z", "c++", "x#y", "it's", 'the "word"', "$(ls)"),
        *("<script>alert(1)</script>", "50 %", "a\\nb", "http://example.org", "é ü ß 中 🎉", "a - b", "x, y"),
    ],
)
def test_a_value_is_the_text_that_was_typed(typed: str) -> None:
    """Nothing becomes a number, a date or a truth value on its way."""
    assert read(f"key: {typed}\nlist:\n  - {typed}\n") == {"key": typed, "list": [typed]}


@pytest.mark.parametrize("typed", ["", "~", "null", "Null", "NULL", "# a comment", "   "])
def test_an_empty_value_is_nothing(typed: str) -> None:
    assert read(f"key: {typed}\nlist: [a]\n") == {"key": None, "list": ["a"]}


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("''", ""),
        ('""', ""),
        ("'null'", "null"),
        ('"~"', "~"),
        ("'*not an alias*'", "*not an alias*"),
        ('"&amp; more"', "&amp; more"),
        ("'!important'", "!important"),
        ("'it''s'", "it's"),
        (r'"a\tb\u00e9"', "a\tbé"),
        (r'"{{ 7*7 }}"', "{{ 7*7 }}"),
        (">-\n  one\n  two\n\n  three", "one two\nthree"),
        ("|\n  one\n    two\n", "one\n  two\n"),
        ("one\n  two", "one two"),
    ],
)
def test_a_quoted_or_long_value_keeps_its_text(typed: str, text: str) -> None:
    assert read(f"key: {typed}") == {"key": text}


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("\n\n", None),
        ("# only a comment\n", None),
        ("---\n", None),
        ("null", None),
        ("{}", {}),
        ("[]", []),
        ("word", "word"),
        ("- a\n- b\n", ["a", "b"]),
        ("---\na: b\n...\n", {"a": "b"}),
        ("%YAML 1.1\n---\na: b\n", {"a": "b"}),
        ("a: b\r\nc:\r\n  - d\r\n", {"a": "b", "c": ["d"]}),
        ("\ufeffa: b\n", {"a": "b"}),
        ("a:\tb\t\n", {"a": "b"}),
        ("? a\n: b\n", {"a": "b"}),
        ("1: a\n1.0: b\nnull: c\nno: d\n", {"1": "a", "1.0": "b", "null": "c", "no": "d"}),
        ("a: {b: [c, {d: e}]}\n", {"a": {"b": ["c", {"d": "e"}]}}),
        ("a:\n- b\n-\n", {"a": ["b", None]}),
    ],
)
def test_plain_yaml_is_read_rightly(text: str, tree: Tree) -> None:
    assert read(text) == tree


STAIRS = "\n".join(" " * depth + "a:" for depth in range(1000))
REFUSED = [
    # the same thing twice
    pytest.param("a: 1\nb: 2\na: 3\n", "3:1", "'a' stands here a second time", "keep one", id="repeated key"),
    pytest.param("a:\n  b: 1\n  'b': 2\n", "3:3", "second time", "keep one", id="repeated key in quotes"),
    pytest.param("a: {b: 1, b: 2}\n", "1:11", "second time", "keep one", id="repeated key in braces"),
    pytest.param("a: 1\n---\nb: 2\n", "2:1", "second document", "---", id="second document"),
    pytest.param("a: 1\n...\n---\n", "3:1", "second document", "---", id="second document after an end"),
    # things that point or evaluate
    pytest.param("a: &x 1\n", "1:4", "anchor", "quotation marks", id="anchor"),
    pytest.param("a: &x [1]\nb: *x\n", "1:4", "anchor", "write the value out", id="anchor and alias"),
    pytest.param("a: *x\n", "1:4", "alias", "quotation marks", id="alias of nothing"),
    pytest.param("&x a: 1\n", "1:1", "anchor", "write the value out", id="anchor of a key"),
    pytest.param("a: 1\n*a : 1\n", "2:1", "alias", "write the value out", id="alias as a key"),
    pytest.param("a: &x [*x]\n", "1:4", "anchor", "write the value out", id="anchor inside itself"),
    pytest.param("<<: {a: 1}\n", "1:1", "merge key", "write the values out", id="merge key"),
    pytest.param("b: 1\na:\n  <<: [{c: d}]\n", "3:3", "merge key", "write the values out", id="merge key inside"),
    pytest.param("a: !!python/object:os.system x\n", "1:4", "a tag", "remove it", id="python object"),
    pytest.param("a: !!python/object/apply:os.system [id]\n", "1:4", "a tag", "remove it", id="python call"),
    pytest.param("a: !!timestamp 2026-11-21\n", "1:4", "a tag", "remove it", id="tag of a date"),
    pytest.param("a: !!binary aGk=\n", "1:4", "a tag", "remove it", id="tag of bytes"),
    pytest.param("a: !own x\n", "1:4", "a tag", "quotation marks", id="own tag"),
    pytest.param("!!set {a}\n", "1:1", "a tag", "remove it", id="tag of the whole"),
    pytest.param("!!str a: 1\n", "1:1", "a tag", "remove it", id="tag of a key"),
    # keys that cannot be keys
    pytest.param("? [a, b]\n: c\n", "1:3", "key is itself a list", "one word", id="list as a key"),
    pytest.param("{a: b}: c\n", "1:1", "key is itself", "one word", id="record as a key"),
    pytest.param("? {a: b}\n", "1:3", "key is itself", "one word", id="record as a lone key"),
    # marks and indentation
    pytest.param("a:\n\tb: 1\n", "2:1", "tab", "spaces", id="tab before a key"),
    pytest.param("\ta: 1\n", "1:1", "tab", "spaces", id="tab at the start"),
    pytest.param("a: >-\n  one\n\ttwo\n", "3:1", "tab", "spaces", id="tab in a long text"),
    pytest.param("- a\n\t- b\n", "2:1", "tab", "spaces", id="tab before an item"),
    pytest.param("a: one: two\n", "1:7", "`: `", "quotation marks", id="colon in a text"),
    pytest.param("a: 1\n b: 2\n", "2:3", "`: `", "", id="key one space too far"),
    pytest.param("a:\n  - b\n - c\n", "3:2", "indentation", "indentation", id="item one space too near"),
    pytest.param("a: |\nb\n", "3:1", "not indented", "indentation", id="long text without indentation"),
    pytest.param("a: 'b\n", "1:4", "never closed", "close", id="open quotation mark"),
    pytest.param('a: 1\nb: "c\nd: 1\n', "2:4", "never closed", "close", id="open double mark"),
    pytest.param("a: [b, c\nd: e\n", "1:4", "never closed", "close", id="open bracket"),
    pytest.param("a: {b: c\n", "1:4", "never closed", "close", id="open brace"),
    pytest.param("a: * b\n", "1:4", "`*`", "quotation marks", id="star before a text"),
    pytest.param("a: & b\n", "1:4", "`&`", "quotation marks", id="ampersand before a text"),
    pytest.param("a: @b\n", "1:4", "`@`", "quotation marks", id="at sign before a text"),
    pytest.param("a: `b`\n", "1:4", "`", "quotation marks", id="backtick before a text"),
    pytest.param("a: %b\n", "1:4", "`%`", "quotation marks", id="per cent before a text"),
    pytest.param("a: ]\n", "1:4", "`]`", "quotation marks", id="closing bracket alone"),
    pytest.param("a: 'b' c\n", "1:8", "quotation mark", "quotation mark", id="text after a quotation"),
    pytest.param("a: - b\n", "1:4", "list", "line of its own", id="item beside its key"),
    pytest.param("a: >b\n  c\n", "1:5", "`>`", "next line", id="text beside the sign"),
    pytest.param("a: 1\n...\nb: 2\n", "3:1", "after the end", "...", id="text after the end"),
    pytest.param("%FOO\n---\na: 1\n", "1:1", "`%`", "remove", id="unknown directive"),
    pytest.param('a: "\\q"\n', "1:5", "backslash", "", id="unknown escape"),
    pytest.param('a: "\\ud800"\n', "1:7", "character", "", id="half a character escaped"),
    # what nobody sees
    pytest.param("a: b\x07\n", "1:5", "control character", "type", id="bell"),
    pytest.param("é: ü\nö: ä\x1b[31m\n", "2:5", "control character", "type", id="escape code"),
    pytest.param('a: "\\x07"\n', "1:4", "control character", "type", id="escaped bell"),
    pytest.param('a: "\\0"\n', "1:4", "control character", "type", id="escaped zero byte"),
    pytest.param("a: b\u200bc\n", "1:4", "invisible", "type", id="zero-width space"),
    pytest.param("a: \u202eb\n", "1:4", "invisible", "type", id="right-to-left override"),
    pytest.param('"b\\x1b[31m": a\n', "1:1", "invisible", "type", id="escape code in a key"),
    # too much
    pytest.param("a: " + "[" * 1000 + "]" * 1000, "1:16", "levels of nesting", "brackets", id="1,000 brackets"),
    pytest.param("{a: " * 1000 + "1" + "}" * 1000, "1:53", "levels of nesting", "brackets", id="1,000 braces"),
    pytest.param("- " * 1000 + "a", "1:27", "levels of nesting", "indentation", id="1,000 dashes"),
    pytest.param(STAIRS, "14:14", "nesting", "indentation", id="1,000 indentations"),
    pytest.param("a: " + "[" * 100_000, "1:16", "levels of nesting", "brackets", id="100,000 brackets left open"),
    pytest.param("? " * 1000 + "a", "1:3", "key is itself", "one word", id="1,000 keys of keys"),
]


@pytest.mark.parametrize(("text", "place", "found", "fix"), REFUSED)
def test_refused_text_is_named_at_its_place(text: str, place: str, found: str, fix: str) -> None:
    line, column, was_found, smallest_fix = only_problem(text)

    assert found in was_found
    assert fix in smallest_fix
    assert f"{line}:{column}" == place


@pytest.mark.parametrize("text", [case.values[0] for case in REFUSED], ids=[case.id for case in REFUSED])
def test_every_refusal_is_two_lines_and_a_fix(text: str) -> None:
    """No message holds a line break or a control character of the text it is about."""
    for problem in compose(text, "f.yaml").problems:
        assert str(problem).count("\n") == 2
        assert str(problem).replace("\n", "").isprintable()
        assert len(problem.found) < 200


@pytest.mark.parametrize("text", ["a: !<%0A::error> b", "a: !<%1B[2J> b"])
def test_a_tag_cannot_forge_a_line(text: str) -> None:
    _, _, found, _ = only_problem(text)

    assert found.isprintable()


def test_the_first_of_two_equal_keys_is_kept() -> None:
    composed = compose("a: 1\na: 2\nb: 3\nb: 4\n", "f.yaml")

    assert composed.data == {"a": "1", "b": "3"}
    assert [str(problem.place) for problem in composed.problems] == ["f.yaml:2:1: a:", "f.yaml:4:1: b:"]


def test_the_place_of_a_repeated_key_is_that_of_the_value_read() -> None:
    marks = compose("a: [x]\nb: 1\na: [y]\n", "f.yaml", with_marks=True).marks

    assert (marks[("a",)], marks[("a", 0)]) == ((1, 1), (1, 5))


def test_depth_up_to_the_limit_is_read() -> None:
    tree = read("[" * MAX_DEPTH + "a" + "]" * MAX_DEPTH)

    assert str(tree) == "[" * MAX_DEPTH + "'a'" + "]" * MAX_DEPTH


def test_marks_give_line_and_column_of_every_field() -> None:
    text = "title: a\nevents:\n  - date: 2026\n    what: >-\n      b\n  - {date: 2027, meets: [c, d]}\n"

    assert compose(text, "f.yaml", with_marks=True).marks == {
        (): (1, 1),
        ("title",): (1, 1),
        ("events",): (2, 1),
        ("events", 0): (3, 5),
        ("events", 0, "date"): (3, 5),
        ("events", 0, "what"): (4, 5),
        ("events", 1): (6, 5),
        ("events", 1, "date"): (6, 6),
        ("events", 1, "meets"): (6, 18),
        ("events", 1, "meets", 0): (6, 26),
        ("events", 1, "meets", 1): (6, 29),
    }


def test_marks_are_kept_only_when_asked_for() -> None:
    assert compose("a: b", "f.yaml").marks == {}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ((), ""),
        (("title",), "title"),
        (("events", 1, "date"), "events[1].date"),
        (("values", 0, "rungs", "under-way"), "values[0].rungs.under-way"),
        ((0, "a"), "[0].a"),
    ],
)
def test_path_is_written_as_people_write_it(path: tuple[str | int, ...], words: str) -> None:
    assert dotted(path) == words


def largest(unit: str) -> str:
    return unit * (MAX_BYTES // len(unit.encode()))


LARGE = {
    "one long word": "a: " + largest("x")[:-3],
    "one long list": "a: [" + largest("x,")[:-5] + "]",
    "many keys": "".join(f"k{number}: 1\n" for number in range(20_000)),
    "many repeated keys": largest("a: 1\n"),
    "many quotation marks": "a: '" + largest("''")[:-8] + "'",
    "many line breaks": largest("\n"),
    "many brackets": largest("["),
    "many anchors": largest("&a "),
    "many dashes": largest("- "),
    "one deep text": "a:\n" + " " * 100_000 + "b",
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_no_text_of_the_largest_size_takes_long_or_much(text: str) -> None:
    """Loose bounds: seconds and tens of megabytes, where an attack needs minutes and gigabytes."""
    tracemalloc.start()
    started = time.process_time()
    composed = compose(text, "f.yaml", with_marks=True)
    took, (_, peak) = time.process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert isinstance(composed, Composed)
    assert took < 10
    assert peak < 100 * MEGABYTE


def test_a_billion_laughs_stay_one_refusal() -> None:
    laughs = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9) if n else 'lol'}]\n" for n in range(10))
    line, _, found, _ = only_problem(laughs)

    assert (line, "anchor" in found) == (1, True)


SIGNS = list("a: \n-[]{},&*!|>'\"%@`#?~")
RARE = ["<<", "---", "...", "\t", "\r", "\\", "\ufeff", "\x85", "\u2028", "é"]


def check_contract(text: str) -> None:
    composed = compose(text, "f.yaml", with_marks=True)

    assert composed.data is None or not [item for item in composed.problems if "second time" not in item.found]
    for problem in composed.problems:
        assert problem.code == "SHP002"
        assert 1 <= problem.place.line <= len(text) + 2
        assert problem.place.column >= 1
        assert problem.found
        assert problem.expected


@given(st.lists(st.sampled_from(SIGNS + RARE)).map("".join))
def test_any_marks_of_yaml_are_read_or_refused(text: str) -> None:
    check_contract(text)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never raised: a text is values, or faults with a place."""
    check_contract(text)


def test_half_a_character_is_refused() -> None:
    check_contract("a: \ud800")


plain = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=8)
trees = st.recursive(plain | st.none(), lambda inside: st.lists(inside) | st.dictionaries(plain, inside), max_leaves=20)


def written(tree: Tree) -> str:
    """Any tree as flow YAML, every text in quotation marks."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f'"{key}": {written(value)}' for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(written, tree)) + "]"
    return "~" if tree is None else f'"{tree}"'


@given(trees)
def test_what_was_written_is_read(tree: Tree) -> None:
    composed = compose(written(tree), "f.yaml")

    assert composed.data == tree or "nesting" in composed.problems[0].found


@pytest.mark.parametrize(
    "text", ["what: It opened # 3 weeks late.\n", "what: It opened\n  in May # 3.\n", "- a b\t# c\n"]
)
def test_words_behind_a_hash_are_not_lost_in_silence(text: str) -> None:
    assert only_problem(text)[2].startswith("` #` stands in the text")


@pytest.mark.parametrize(
    "text",
    [
        "date: 2026-11-21 # the day\n",
        "what: It opened.  # why\n",
        "what: 'It opened # 3.'\n",
        "what: It opened\n# note\n",
    ],
)
def test_a_comment_that_takes_no_words_is_allowed(text: str) -> None:
    assert not compose(text, "a.yaml").problems


def test_an_unfinished_merge_is_called_one() -> None:
    line, _, found, fix = only_problem("title: A\n<<<<<<< HEAD\nsummary: B\n=======\nsummary: C\n>>>>>>> branch\n")

    assert (line, found) == (2, "two versions of these lines stand here: a merge was not finished")
    assert "=======" in fix
