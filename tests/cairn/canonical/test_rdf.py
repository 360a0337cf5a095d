from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.canonical import rdf
from cairn.errors import DocumentError

_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ("é 漢 😀", "é 漢 😀"),
        ('say "a\\b"', 'say \\"a\\\\b\\"'),
        ("\b\t\n\f\r", "\\b\\t\\n\\f\\r"),
        ("\x00\x07\x0b\x0e\x1f\x7f", "\\u0000\\u0007\\u000B\\u000E\\u001F\\u007F"),
        ("\ufffe\uffff", "\\uFFFE\\uFFFF"),
        ("\x80\x85\u2028\u2029\xa0\ufeff", "\x80\x85\u2028\u2029\xa0\ufeff"),
        ("\U0001fffe", "\U0001fffe"),
        ("it's 100 %", "it's 100 %"),
    ],
)
def test_a_literal_is_escaped_as_the_canonical_form_says(text: str, written: str) -> None:
    assert rdf.escape_literal(text) == written
    assert rdf.literal(text) == f'"{written}"'


@given(st.characters(max_codepoint=0x2FFF) | st.sampled_from("\ufffd\ufffe\uffff\U0010ffff"))
def test_every_character_alone_is_escaped_like_within_a_text_that_must_be(character: str) -> None:
    assert rdf.escape_literal(f"\n{character}") == "\\n" + rdf.escape_literal(character)


@given(_texts)
def test_an_escaped_literal_reads_back_in_another_implementation(text: str) -> None:
    line = f"<urn:s> <urn:p> {rdf.literal(text)} .\n"
    (quad,) = pyoxigraph.parse(line, pyoxigraph.RdfFormat.N_QUADS)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == text


def test_the_datatype_of_plain_text_is_left_out() -> None:
    assert rdf.literal("a", datatype=rdf.XSD_STRING) == '"a"'
    assert rdf.literal("a", datatype="urn:d") == '"a"^^<urn:d>'


def test_a_language_tag_is_kept_as_it_is() -> None:
    assert rdf.literal("a", language="en-GB") == '"a"@en-GB'
    assert rdf.literal("a", language="en-gb") == '"a"@en-gb'


@pytest.mark.parametrize("tag", ["en_GB", "-en", "en-", "1en", "e n", "en\n", "é", "en--gb"])
def test_what_is_no_language_tag_is_refused(tag: str) -> None:
    with pytest.raises(DocumentError) as caught:
        rdf.literal("a", language=tag)
    assert caught.value.code == "rdf.not_a_language"


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a?b=c#d",
        "urn:uuid:5fbd0ac2-3f4a-4b5e-8d7e-1f1e9e5b6f52",
        "did:key:z6Mk",
        "mailto:ada@example.org",
        "https://example.org/é/漢",
        "x:",
        "a+b.c-d:e",
        "https://example.org/%20'()!*[]",
        "urn:\U0001f600",
    ],
)
def test_an_absolute_iri_is_taken(text: str) -> None:
    assert rdf.is_iri(text)
    assert rdf.iri(text) == f"<{text}>"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "/path",
        "//example.org/",
        "#fragment",
        ":a",
        "1a:b",
        "é:a",
        *(f"urn:a{character}b" for character in ' <>"{}|\\^`\n\t\x00\x1f\x7f\x85\x9f\ud800\ufffe\uffff'),
        "urn:a\n",
    ],
)
def test_what_is_no_absolute_iri_is_refused(text: str) -> None:
    assert not rdf.is_iri(text)
    with pytest.raises(DocumentError) as caught:
        rdf.iri(text)
    assert caught.value.code == "rdf.not_an_iri"


def test_a_datatype_that_closes_its_bracket_to_forge_a_statement_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        rdf.literal("a", datatype="urn:d> .\n<urn:s> <urn:p> <urn:o")
    assert caught.value.code == "rdf.not_an_iri"


@pytest.mark.parametrize(
    ("quad", "line"),
    [
        (("<urn:s>", "<urn:p>", '"o"', ""), '<urn:s> <urn:p> "o" .\n'),
        (("_:b", "<urn:p>", "<urn:o>", "<urn:g>"), "_:b <urn:p> <urn:o> <urn:g> .\n"),
    ],
)
def test_a_quad_is_written_as_a_line(quad: rdf.Quad, line: str) -> None:
    assert rdf.format_quad(quad) == line


def test_quads_with_a_blank_node_are_kept_apart() -> None:
    ground = ("<urn:s>", "<urn:p>", '"_:not a node"', "<urn:g>")
    linked = [
        ("_:b", "<urn:p>", "<urn:o>", ""),
        ("<urn:s>", "<urn:p>", "_:b", ""),
        ("<urn:s>", "<urn:p>", "<urn:o>", "_:b"),
    ]
    dataset = rdf.Dataset()
    for quad in [ground, *linked]:
        dataset.add(quad)
    assert dataset == rdf.Dataset(ground=['<urn:s> <urn:p> "_:not a node" <urn:g> .\n'], linked=linked)
