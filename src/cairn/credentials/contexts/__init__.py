"""The JSON-LD contexts that Cairn knows, bundled and pinned; no other context is ever used.

A context decides what the signed terms mean, so it is never fetched: VC Data Model 2.0, section B.1, lets a
processor keep them, and requires that a kept one be the published one. Each row of ``PINNED`` says which
file answers for an address and the SHA-256 of its bytes; ``LICENCES.md`` beside the files says from which
package each came. ``tests/cairn/credentials/contexts/test_contexts.py`` holds them equal, as JSON, to what the
W3C and 1EdTech publish.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, Final

from cairn.canonical import strict_json
from cairn.errors import DocumentError, UnavailableError

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

CREDENTIALS_V1: Final = "https://www.w3.org/2018/credentials/v1"
CREDENTIALS_V2: Final = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_V3: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OPEN_BADGES_EXTENSIONS: Final = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
CLR_V2: Final = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedContext:
    """One context: its address, the bundled file, and the SHA-256 of the file's bytes in hexadecimal."""

    url: str
    file: str
    sha256: str


def _pin(url: str, file: str, digest: str) -> PinnedContext:
    return PinnedContext(url=url, file=file, sha256=digest)


_OB: Final = "https://purl.imsglobal.org/spec/ob/v3p0/"
_SEC: Final = "https://w3id.org/security/"

# fmt: off
# ruff: noqa: E501
PINNED: Final = (
    _pin(CREDENTIALS_V1,                "credentials-v1.json",     "00d7dd6d3ad8b920e3e550dd3a3d9090bffcac84cdbf943da6924b3e0a5c8bb8"),
    _pin(CREDENTIALS_V2,                "credentials-v2.json",     "8a9f494a89ecc51db093e90e84713e07e84d6d9204364a9b3c7868b21751236f"),
    _pin("https://www.w3.org/ns/credentials/undefined-terms/v2",
                              "credentials-undefined-terms-v2.json", "82dab514ba44eb18f5d1b0f638c5e140c6a556fbfb5089601bdc0fa5eb8b2581"),
    _pin("https://www.w3.org/ns/did/v1", "did-v1.json",            "62c1054bf404d6dd3a4b26b64f830fd72095f6a26edc4469908c94351352ce5f"),
    _pin("https://www.w3.org/ns/credentials/status/v1",
                                        "status-v1.json",          "fd08cbf28ddd829ab2f1978c48f43ab07a112c1c90245a0cfac7ba721c65170c"),
    _pin("https://w3id.org/vc/status-list/2021/v1",
                                        "status-list-2021-v1.json", "634d71c159289f068c96012e4511c657fdf82ac4231900081bda3ba24e2e1160"),
    _pin(_SEC + "data-integrity/v1",    "data-integrity-v1.json",  "b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554"),
    _pin(_SEC + "data-integrity/v2",    "data-integrity-v2.json",  "0f77743daf5b4e8fc067fc5ba5b21044283053aa717fc6b0219843bed3b00363"),
    _pin(_SEC + "multikey/v1",          "multikey-v1.json",        "c5f3806f8286920573221938917988a18a4cc5a09e968d29649613c7a1c2b1f6"),
    _pin(_SEC + "suites/ed25519-2020/v1", "ed25519-2020-v1.json",  "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588"),
    _pin(_OB + "context.json",          "ob-3.0.0.json",           "9f1c8f9f361ba2994b9b50701f41149919542c50c7b7455b2846d87959295d72"),
    _pin(_OB + "context-3.0.1.json",    "ob-3.0.1.json",           "af095468326d3449160509b26ca71576e6321d13c85b0369cfe3b654c9a48fba"),
    _pin(_OB + "context-3.0.2.json",    "ob-3.0.2.json",           "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53"),
    _pin(OPEN_BADGES_V3,                "ob-3.0.3.json",           "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761"),
    _pin(OPEN_BADGES_EXTENSIONS,        "ob-extensions.json",      "2d013f981d1f4516081a6a04e55468ba2b071d4153b794f19a79715c45a89a5e"),
    _pin(CLR_V2,                        "clr-2.0.1.json",          "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6"),
)
# fmt: on

_BY_URL: Final = {row.url: row for row in PINNED}
_LOADED: Final[dict[str, JsonObject]] = {}


def urls() -> tuple[str, ...]:
    """Return the addresses of the contexts that are bundled, in the order of the table."""
    return tuple(_BY_URL)


def load(url: str) -> JsonObject:
    """Return the context document of ``url``; all callers share one object, so leave it as it is.

    Raises ``DocumentError`` ``context.unknown`` for an address that is not pinned, and ``UnavailableError``
    ``context.altered`` or ``context.missing`` where the installed file is not the pinned one.
    """
    document = _LOADED.get(url)
    if document is None:
        document = _LOADED[url] = _read(url)
    return document


def _read(url: str) -> JsonObject:
    row = _BY_URL.get(url)
    if row is None:
        raise DocumentError(
            "context.unknown",
            "The document uses a JSON-LD context that is not bundled, so its terms have no known meaning.",
            where=url,
            mend="Use only the published contexts of VC 2.0, Open Badges 3.0 and CLR 2.0.",
        )
    try:
        data = resources.files(__name__).joinpath(row.file).read_bytes()
    except OSError:
        raise UnavailableError(
            "context.missing",
            "The file of a bundled context cannot be read.",
            where=row.file,
            mend="Install Cairn again.",
        ) from None
    if sha256(data).hexdigest() != row.sha256:
        raise UnavailableError(
            "context.altered",
            "The file of a bundled context is not the pinned one.",
            where=row.file,
            mend="Install Cairn again.",
        )
    return strict_json.parse_object(data)
