"""Who and what there is in the demo world: sign-ins, organisations and learners, all of them invented.

Every address ends in ``.example``, which leads nowhere (RFC 2606).
``tests/cairn_site/operating/demo/test_cast.py`` proves it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from cairn_site.designing.imagery.drawing import Drawing, Ring, Shape
from cairn_site.organisations.actions import OrganisationKind
from cairn_site.organisations.permissions import Right

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PASSWORD: Final = "every stone counts"  # noqa: S105 - printed at every start; it opens made-up accounts only
MAIN: Final = "larkmoor"
"""The organisation in which the sign-ins of members work."""

EVERYTHING: Final = frozenset(Right)
_DESIGNS: Final = frozenset({Right.CREATE, Right.READ, Right.UPDATE, Right.DELETE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One sign-in that is offered; ``organisation`` is where whoever it is has ``rights``."""

    code: str
    label: _StrPromise
    does: _StrPromise
    name: str
    organisation: str = ""
    rights: frozenset[Right] = frozenset()
    language: str = "en"

    @property
    def address(self) -> str:
        """The address to sign in with."""
        return f"{self.code}@demo.example"


ROLES: Final = (
    Role(
        code="administrator",
        label=_("Administrator"),
        does=_("Runs Larkmoor University: members, units, keys, tokens."),
        name="Aoife Brennan",
        organisation=MAIN,
        rights=EVERYTHING,
    ),
    Role(
        code="designer",
        label=_("Designer"),
        does=_("Writes achievements: a draft with gaps waits."),
        name="Dmitri Vasko",
        organisation=MAIN,
        rights=_DESIGNS,
    ),
    Role(
        code="awarder",
        label=_("Awarder"),
        does=_("Awards one or many: a table with three bad rows waits."),
        name="Wanjiru Kamau",
        organisation=MAIN,
        rights=frozenset({Right.READ, Right.AWARD, Right.SIGN}),
    ),
    Role(
        code="assessor",
        label=_("Assessor"),
        does=_("Decides on requests: three wait with evidence."),
        name="Samuel Osei",
        organisation=MAIN,
        rights=frozenset({Right.READ, Right.AWARD}),
    ),
    Role(
        code="reader",
        label=_("Reader"),
        does=_("Sees what others do and changes nothing."),
        name="Runa Halvorsen",
        organisation=MAIN,
        rights=frozenset({Right.READ}),
    ),
    Role(
        code="learner",
        label=_("Learner"),
        does=_("Holds several awards; one expires soon, a request was returned."),
        name="Mara Lindqvist",
    ),
    Role(
        code="administradora",
        label=_("Administrator, in Spanish"),
        does=_("Runs the Universidad del Alto Teral."),
        name="Inés Carballo",
        organisation="alto-teral",
        rights=EVERYTHING,
        language="es",
    ),
    Role(
        code="operator",
        label=_("Operator"),
        does=_("Looks after the site: an organisation waits to be verified."),
        name="Orla Quinn",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One organisation; ``founder`` is a role or a name, ``founded`` and ``verified`` are days ago."""

    slug: str
    name: str
    kind: OrganisationKind
    description: str
    domain: str
    country: str
    founder: str
    founded: float
    verified: float | None
    logo: Drawing
    units: tuple[str, ...] = ()


PLACES: Final = (
    Place(
        slug=MAIN,
        name="Larkmoor University",
        kind=OrganisationKind.UNIVERSITY,
        description="A university for people who study beside work, on the west coast.",
        domain="larkmoor.example",
        country="IE",
        founder="administrator",
        founded=470,
        verified=468,
        logo=Drawing(
            shape=Shape.SHIELD, colour="#1c4d3f", second="#e7d3a1", icon="graduation-cap", ring=Ring.LINE
        ),
        units=("Faculty of Computing and Data", "Faculty of Health"),
    ),
    Place(
        slug="alto-teral",
        name="Universidad del Alto Teral",
        kind=OrganisationKind.UNIVERSITY,
        description="Universidad pública de las comarcas de montaña.",
        domain="altoteral.example",
        country="ES",
        founder="administradora",
        founded=460,
        verified=455,
        logo=Drawing(
            shape=Shape.CIRCLE, colour="#8c2f39", second="#f1d8b6", icon="mountain", ring=Ring.DOUBLE
        ),
        units=("Escuela de Ingeniería", "Escuela de Negocios"),
    ),
    Place(
        slug="data-stewards",
        name="Society of Applied Data Stewards",
        kind=OrganisationKind.BODY,
        description="A professional body of people who look after the data of organisations.",
        domain="datastewards.example",
        country="NL",
        founder="Pieter van Aalst",
        founded=450,
        verified=447,
        logo=Drawing(
            shape=Shape.HEXAGON, colour="#25305c", second="#9fd3c7", icon="database", ring=Ring.DOTS
        ),
    ),
    Place(
        slug="tarnwick",
        name="Tarnwick Energy",
        kind=OrganisationKind.COMPANY,
        description="Builds and looks after solar roofs and batteries, and trains those who do.",
        domain="tarnwick.example",
        country="IE",
        founder="Fergus Doyle-Haas",
        founded=300,
        verified=296,
        logo=Drawing(shape=Shape.DIAMOND, colour="#b3541e", second="#2b2b2b", icon="sun", ring=Ring.NONE),
    ),
    Place(
        slug="harbour-makers",
        name="Harbour Street Makers",
        kind=OrganisationKind.OTHER,
        description="An open workshop that wants to show what its members can do.",
        domain="harbourmakers.example",
        country="IE",
        founder="Niamh Castellano",
        founded=2,
        verified=None,
        logo=Drawing(shape=Shape.SQUARE, colour="#3d5a80", second="#ffd166", icon="puzzle", ring=Ring.DASHES),
    ),
)

_NAMES: Final = (
    "Adaeze Nwankwo", "Aigerim Sadykova", "Alejandro Riba", "Amina El Khatib", "Anouk Verstraete",
    "Arjun Mehta", "Beatriz Salcedo", "Björn Ekdahl", "Bruno Tavares", "Camille Rousset",
    "Chidi Okonjo", "Chloé Marchetti", "Ciarán Molloy", "Daniela Petrescu", "Davit Arakelian",
    "Eilidh Rennie", "Elif Karaca", "Emeka Balogun", "Esther Adjei", "Fatima Zahrani",
    "Femke de Wit", "Giulia Ferrante", "Grace Muthoni", "Hana Dvořáková", "Hugo Lacerda",
    "Ibrahim Sesay", "Ingrid Solheim", "Iñaki Etxarri", "Jakub Wrona", "Javier Ochando",
    "Jelena Marić", "Joana Pires", "Kenji Moriyama", "Kofi Amankwah", "Laila Benali",
    "Leire Goñi", "Lena Baumgart", "Liam Hanratty", "Lucía Ferrándiz", "Luka Horvat",
    "Maeve Corrigan", "Malik Diarra", "Marek Zieliński", "María José Peñalver", "Mei-Ling Tan",
    "Miriam Adler", "Nadia Ouali", "Nikolai Brandt", "Noor Haddad", "Óscar Villarta",
    "Paula Estévez", "Priya Raghavan", "Rosa Quispe", "Saoirse Devlin", "Søren Mikkelsen",
    "Tariq Aziz Khan", "Teodora Ilieva", "Valentín Arrieta", "Yusuf Demir", "Zoë Papadaki",
)  # fmt: skip
_IN_SPANISH: Final = frozenset(
    {
        "Alejandro Riba", "Beatriz Salcedo", "Iñaki Etxarri", "Javier Ochando", "Leire Goñi",
        "Lucía Ferrándiz", "María José Peñalver", "Óscar Villarta", "Paula Estévez", "Rosa Quispe",
        "Valentín Arrieta",
    }
)  # fmt: skip
_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "ı": "i"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """Somebody who is awarded."""

    name: str
    address: str
    language: str


def address_of(name: str) -> str:
    """Return the address of somebody who is not a role."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    letters = "".join(one for one in plain if one.isascii() and (one.isalpha() or one in " -"))
    return f"{'.'.join(letters.split())}@people.example"


def learners(count: int = len(_NAMES)) -> tuple[Learner, ...]:
    """Return the one with a sign-in and ``count`` others, spread over the alphabet."""
    first = next(role for role in ROLES if role.code == "learner")
    others = _NAMES[:: max(1, len(_NAMES) // count)][:count]
    return (
        Learner(name=first.name, address=first.address, language="en"),
        *[
            Learner(name=name, address=address_of(name), language="es" if name in _IN_SPANISH else "en")
            for name in others
        ],
    )
