from __future__ import annotations

import time

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.canonical import nquads
from cairn.canonical.rdf import XSD_STRING, Dataset, Quad, format_quad, literal
from cairn.errors import CairnError, DocumentError

_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
_blanks = st.sampled_from(["_:b0", "_:a.b", "_:0", "_:é-·", "_:x:y"])
_iris = st.sampled_from(["<urn:a>", "<https://example.org/é?q#f>"])
_literals = st.one_of(
    st.builds(literal, _texts),
    st.builds(literal, _texts, language=st.sampled_from(["en", "en-GB-x-1"])),
    st.builds(literal, _texts, datatype=st.sampled_from(["urn:d", XSD_STRING])),
)
_quads = st.tuples(_blanks | _iris, _iris, _blanks | _iris | _literals, st.just("") | _blanks | _iris)


def _dataset(quads: list[Quad]) -> Dataset:
    dataset = Dataset()
    for quad in quads:
        dataset.add(quad)
    return dataset


@given(st.lists(_quads, max_size=6))
def test_round_trip(quads: list[Quad]) -> None:
    dataset = _dataset(quads)
    assert nquads.parse(nquads.format(dataset)) == dataset


@given(_texts, _iris, st.sampled_from(["\\u{:04x}", "\\U{:08X}", "{}"]))
def test_agrees_with_another_reader(text: str, iri: str, form: str) -> None:
    written = "".join(
        form.format(ord(character)) if "\\" in form and ord(character) < 0x10000 else literal(character)[1:-1]
        for character in text
    )
    line = f'{iri} <urn:p> "{written}" {iri}.'
    (quad,) = pyoxigraph.parse(line, pyoxigraph.RdfFormat.N_QUADS)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert nquads.parse(line).ground == [
        f"{quad.subject} <urn:p> {literal(quad.object.value)} {quad.graph_name} .\n"
    ]
    assert quad.object.value == text


@given(st.text(st.sampled_from('<>_:ab" .\\u0\n\r\t@^#{}é\u2028'), max_size=30))
def test_any_text_is_read_or_refused_with_a_line(text: str) -> None:
    try:
        dataset = nquads.parse(text)
    except CairnError as error:
        refusal = error
    else:
        assert nquads.parse(nquads.format(dataset)) == dataset
        return
    assert refusal.code in {"nquads.malformed", "nquads.bad_character", "rdf.not_an_iri"}
    assert refusal.where.startswith("line ")


@pytest.mark.parametrize(
    "text",
    [
        '<urn:s><urn:p>"o".',
        '  <urn:s>\t<urn:p>  "o"  .  # a comment .',
        '\n\n# a comment\n<urn:s> <urn:p> "o" .\r\n\r \t\n',
        '<urn:s> <urn:p> "o"^^<http://www.w3.org/2001/XMLSchema#string> .',
        '<urn:\\u0073> <urn:p> "\\u006F" .',
        '<urn:s> <urn:p> "\\U0000006f" .',
    ],
)
def test_the_same_statement_is_read_from_each_way_to_write_it(text: str) -> None:
    assert nquads.parse(text) == Dataset(ground=['<urn:s> <urn:p> "o" .\n'])


def test_escapes_are_rewritten_in_the_canonical_form() -> None:
    line = r'<urn:s> <urn:p> "\u00e9\t\u0009\u0000\'\"\\\u2028\U0001F600" .'
    assert nquads.parse(line).ground == ['<urn:s> <urn:p> "é\\t\\t\\u0000\'\\"\\\\\u2028😀" .\n']


def test_a_blank_node_may_stand_in_three_places() -> None:
    assert nquads.parse("_:s <urn:p> _:o _:g .").linked == [("_:s", "<urn:p>", "_:o", "_:g")]


def test_the_dot_that_ends_a_statement_is_no_part_of_a_label() -> None:
    assert nquads.parse("_:s.t <urn:p> _:o.").linked == [("_:s.t", "<urn:p>", "_:o", "")]
    assert nquads.parse("_:s <urn:p> _:o._:g.").linked == [("_:s", "<urn:p>", "_:o._:g", "")]


@pytest.mark.parametrize("separator", ["\u2028", "\u0085", "\x0b", "\x0c", "\x1c"])
def test_a_separator_that_ends_a_line_elsewhere_stays_within_its_literal(separator: str) -> None:
    dataset = nquads.parse(f'<urn:s> <urn:p> "a{separator}b" .')
    assert dataset == nquads.parse(nquads.format(dataset))
    assert len(dataset.ground) == 1


@pytest.mark.parametrize(
    "line",
    [
        "<urn:s> <urn:p> .",
        '<urn:s> <urn:p> "o"',
        '<urn:s> <urn:p> "o" . <urn:s> <urn:p> "o" .',
        '<urn:s> _:p "o" .',
        '"s" <urn:p> "o" .',
        '<urn:s> <urn:p> "o" "g" .',
        "<urn:s> <urn:p> 'o' .",
        "<urn:s> <urn:p> 5 .",
        '<urn:s> <urn:p> "o"@ .',
        '<urn:s> <urn:p> "o"@1 .',
        '<urn:s> <urn:p> "o"@en^^<urn:d> .',
        '<urn:s> <urn:p> "o" @en .',
        '<urn:s> <urn:p> "a\\qb" .',
        '<urn:s> <urn:p> "a\\u12" .',
        '<urn:s> <urn:p> "open .',
        '<urn:s> <urn:p> "\ud800" .',
        "<urn:s> <urn:p> <urn:o o> .",
        "<urn:s> <urn:p> <urn:{o}> .",
        "<urn:s> <urn:p> <urn:\\n> .",
        "_: <urn:p> <urn:o> .",
        "_:-a <urn:p> <urn:o> .",
        "_:a. <urn:p> <urn:o> .",
        "@prefix : <urn:x> .",
        "\ufeff<urn:s> <urn:p> <urn:o> .",
    ],
)
def test_what_is_no_statement_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(DocumentError) as caught:
        nquads.parse(f"# first\r\n{line}\n")
    assert (caught.value.code, caught.value.where) == ("nquads.malformed", "line 2")


@pytest.mark.parametrize("escape", ["\\ud800", "\\uDFFF", "\\U00110000", "\\UFFFFFFFF"])
def test_an_escape_that_is_no_character_is_refused(escape: str) -> None:
    with pytest.raises(DocumentError) as caught:
        nquads.parse(f'<urn:s> <urn:p> "{escape}" .')
    assert (caught.value.code, caught.value.where) == ("nquads.bad_character", "line 1")


@pytest.mark.parametrize("iri", ["s", "/s", "", "urn:\\u0020", "urn:\\u003E", "urn:\\u0000", "urn:\x7f"])
def test_an_iri_that_is_relative_or_hides_a_forbidden_character_is_refused(iri: str) -> None:
    for line in (f"<{iri}> <urn:p> <urn:o> .", f"<urn:s> <urn:p> <urn:o> <{iri}> ."):
        with pytest.raises(DocumentError) as caught:
            nquads.parse(line)
        assert (caught.value.code, caught.value.where) == ("rdf.not_an_iri", "line 1")


@pytest.mark.parametrize(
    "line",
    [
        '<urn:s> <urn:p> "' + "a" * 500_000,
        "<urn:s> <urn:p> <" + "a" * 500_000,
        "_:" + "a." * 250_000,
        '<urn:s> <urn:p> "' + '\\"' * 250_000,
        '<urn:s> <urn:p> "a"@a' + "-a" * 100_000,
        " " * 500_000 + "x",
    ],
    ids=["text", "iri", "label", "escapes", "language", "blanks"],
)
def test_a_long_line_without_an_end_is_refused_in_linear_time(line: str) -> None:
    start = time.perf_counter()
    with pytest.raises(DocumentError):
        nquads.parse(line)
    assert time.perf_counter() - start < 1


def test_a_dataset_is_written_ground_first() -> None:
    quads: list[Quad] = [("_:a", "<urn:p>", "<urn:o>", ""), ("<urn:s>", "<urn:p>", "<urn:o>", "<urn:g>")]
    assert nquads.format(_dataset(quads)) == format_quad(quads[1]) + format_quad(quads[0])
