from __future__ import annotations

import pytest

from cairn.baking import Standard, bake, unbake
from cairn.errors import DocumentError
from factories.images import SVG, SVG_NAMESPACE

NEW = "https://purl.imsglobal.org/ob/v3p0"
OLD = "http://openbadges.org"
CREDENTIAL = '{"type": ["VerifiableCredential"], "name": "]]> é € 😀"}'
ASSERTION = '{"type": "Assertion", "id": "https://a.example/1?a=1&b=2"}'
TOKEN = "eyJhbGciOiJFZERTQSJ9.eyJ0eXBlIjpbIlZlcmlmaWFibGVDcmVkZW50aWFsIl19.AAAA"


def svg(content: str = "", *, attributes: str = "") -> bytes:
    return f'<svg xmlns="{SVG_NAMESPACE}"{attributes}>{content}</svg>'.encode()


def element(content: str = "", *, verify: str | None = None, namespace: str = NEW) -> str:
    name = "credential" if namespace == NEW else "assertion"
    attribute = "" if verify is None else f' verify="{verify}"'
    return f'<b:{name} xmlns:b="{namespace}"{attribute}>{content}</b:{name}>'


def refused(image: bytes) -> str:
    with pytest.raises(DocumentError) as error:
        unbake(image)
    return error.value.code


def test_json_stands_in_cdata_directly_behind_the_start_tag() -> None:
    text = '{"type": ["VerifiableCredential"]}'
    expected = svg(
        f"<openbadges:credential><![CDATA[{text}]]></openbadges:credential><g/>",
        attributes=f' xmlns:openbadges="{NEW}"',
    )
    assert bake(svg("<g/>"), text) == expected


def test_a_jwt_stands_in_the_attribute() -> None:
    expected = svg(f'<openbadges:credential verify="{TOKEN}"/>', attributes=f' xmlns:openbadges="{NEW}"')
    assert bake(svg(), TOKEN) == expected


def test_an_assertion_stands_under_its_own_address() -> None:
    expected = svg(
        '<openbadges:assertion verify="https://a.example/1?a=1&amp;b=2">'
        f"<![CDATA[{ASSERTION}]]></openbadges:assertion>",
        attributes=f' xmlns:openbadges="{OLD}"',
    )
    assert bake(svg(), ASSERTION) == expected


def test_the_address_of_an_assertion_stands_alone() -> None:
    image = bake(svg(), "https://a.example/1?a=1&b=2")
    assert b'<openbadges:assertion verify="https://a.example/1?a=1&amp;b=2"/>' in image


def test_the_rest_of_the_image_stays_byte_for_byte() -> None:
    baked = bake(SVG, TOKEN)
    declaration = f' xmlns:openbadges="{NEW}"'.encode()
    inserted = f'<openbadges:credential verify="{TOKEN}"/>'.encode()
    assert baked.replace(declaration, b"", 1).replace(inserted, b"", 1) == SVG
    assert b"<script>alert(1 &lt; 2)</script>" in baked


@pytest.mark.parametrize(
    ("image", "end"),
    [
        (f'<svg xmlns="{SVG_NAMESPACE}"/>', "</svg>"),
        (f"<svg\n\txmlns='{SVG_NAMESPACE}' id='a>b/>'\n/>", "</svg>"),
        (f'<s:svg xmlns:s="{SVG_NAMESPACE}"/>\n<!-- > -->', "</s:svg>\n<!-- > -->"),
        (f'<svg xmlns="{SVG_NAMESPACE}" ><?x y?></svg >', "<?x y?></svg >"),
        (f'<svg xmlns="{SVG_NAMESPACE}">text</svg>', "text</svg>"),
        (f'<svg xmlns="{SVG_NAMESPACE}"><![CDATA[x]]></svg>', "<![CDATA[x]]></svg>"),
    ],
)
def test_every_way_to_write_the_root_is_spliced(image: str, end: str) -> None:
    baked = bake(image.encode(), CREDENTIAL)
    assert baked.endswith(f"</openbadges:credential>{end}".encode())
    assert unbake(baked).text == CREDENTIAL


def test_a_prefix_that_is_in_use_for_something_else_is_declared_anew() -> None:
    image = svg("<openbadges:x/>", attributes=' xmlns:openbadges="https://a.example/"')
    baked = bake(image, CREDENTIAL)
    assert unbake(baked).text == CREDENTIAL
    assert b"<openbadges:x/>" in baked


def test_a_prefix_that_is_declared_already_is_used() -> None:
    baked = bake(svg(attributes=f' xmlns:openbadges="{NEW}"'), TOKEN)
    assert baked.count(b"xmlns:openbadges") == 1
    assert unbake(baked).text == TOKEN


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "us-ascii"]
)
def test_the_encoding_of_the_image_is_kept(encoding: str) -> None:
    declared = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(encoding, encoding)
    image = f'<?xml version="1.0" encoding="{declared}"?><svg xmlns="{SVG_NAMESPACE}"><g/></svg>'
    baked = bake(image.encode(encoding), CREDENTIAL)
    assert unbake(baked).text == CREDENTIAL
    assert "<g/></svg>" in baked.decode(encoding)


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-7", "shift_jis", "no-such-encoding", "utf-32"])
def test_another_encoding_is_refused(encoding: str) -> None:
    image = f'<?xml version="1.0" encoding="{encoding}"?><svg xmlns="{SVG_NAMESPACE}"/>'.encode()
    assert refused(image) == "image.unknown_encoding"


def test_two_credentials_in_one_image_are_refused() -> None:
    """Readers that take the first and readers that take the last would show different credentials."""
    image = svg(f"<g>{element(verify='a.b.c')}</g>{element(verify='d.e.f')}")
    with pytest.raises(DocumentError) as caught:
        unbake(image)
    assert caught.value.code == "image.second_credential"


def test_a_credential_inside_the_element_of_another_is_refused() -> None:
    inner = element(verify="d.e.f")
    outer = element(verify="a.b.c").replace("></b:credential>", f">{inner}</b:credential>", 1)
    assert outer.count("verify") == 2
    with pytest.raises(DocumentError) as caught:
        unbake(svg(outer))
    assert caught.value.code == "image.second_credential"


def test_of_one_credential_of_each_standard_the_newer_is_read() -> None:
    old = element(verify="https://a.example/1", namespace=OLD)
    assert unbake(svg(old + element(verify="a.b.c"))).standard is Standard.OPEN_BADGES_3


def test_replacing_takes_out_every_credential_wherever_it_stands() -> None:
    inner = element(element(verify="x.y.z") + "text")
    image = svg(f"<g>{inner}</g>{element(verify='d.e.f')} {element(verify='g', namespace=OLD)}<path/>")
    assert bake(image, TOKEN, replace=True) == bake(svg("<g></g> <path/>"), TOKEN)


def test_content_is_read_whether_cdata_or_not() -> None:
    text = '{"a": "&amp;&#65;<![CDATA[<&]]>"}'
    assert unbake(svg(element(f"\n {text}\n"))).text == '{"a": "&A<&"}'


@pytest.mark.parametrize(
    ("image", "code"),
    [
        (svg(element(CREDENTIAL.replace("]]>", ""), verify=TOKEN)), "image.second_credential"),
        (
            svg(element(ASSERTION.replace("&", "&amp;"), verify=TOKEN, namespace=OLD)),
            "image.second_credential",
        ),
        (svg(element()), "image.not_baked"),
        (svg(element(verify=" ")), "image.not_baked"),
        (svg(element("hello")), "json.malformed"),
        (svg(element("[1]")), "json.not_an_object"),
        (svg(element(verify="a.b.c").replace(NEW, "https://purl.imsglobal.org/ob/v3p1")), "image.not_baked"),
        (svg("<credential verify='a.b.c'/>"), "image.not_baked"),
    ],
)
def test_an_element_that_does_not_say_what_it_must_is_refused(image: bytes, code: str) -> None:
    assert refused(image) == code


def test_a_character_that_xml_cannot_hold_is_refused() -> None:
    with pytest.raises(DocumentError) as error:
        bake(svg(), '{"type": ["VerifiableCredential"], "name": "\uffff"}')
    assert error.value.code == "baking.unwritable_character"


def test_json_that_could_not_be_read_again_is_not_baked() -> None:
    with pytest.raises(DocumentError) as error:
        bake(svg(), '{"type": ["VerifiableCredential"], }')
    assert error.value.code == "json.malformed"
