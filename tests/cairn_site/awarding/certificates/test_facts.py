"""What a certificate says follows from the signed document."""

from __future__ import annotations

from dataclasses import replace

from cairn_site.awarding.certificates.design import CertificateDesign, Part
from cairn_site.awarding.certificates.facts import facts_of, is_rtl, sample_facts
from cairn_site.awarding.showing import Shown
from factories.site import NOW

SHOWN = Shown(
    holder="Ada",
    achievement="Data",
    description="",
    criteria="",
    issuer="Northside",
    valid_from=NOW,
    valid_until=NOW,
    narrative="",
    credits="2",
    skills=("Plan",),
    facts=(),
    evidence=(),
    results=(),
)
DESIGN = CertificateDesign(accent="#1c5d5a")
PLACE = {"url": "https://x.example/credentials/1", "image_url": "", "logo_url": ""}


def test_days_are_written_in_the_language_of_the_achievement() -> None:
    english = facts_of(SHOWN, design=DESIGN, language="en", **PLACE)
    spanish = facts_of(SHOWN, design=DESIGN, language="es", **PLACE)

    assert "March 2, 2026" in english.facts[0]
    assert "marzo" in spanish.facts[0]


def test_what_is_hidden_is_not_told() -> None:
    bare = replace(DESIGN, hidden=frozenset({Part.EXPIRY, Part.CREDITS}))

    assert len(facts_of(SHOWN, design=DESIGN, language="en", **PLACE).facts) == 3
    assert len(facts_of(SHOWN, design=bare, language="en", **PLACE).facts) == 1


def test_direction_follows_the_language() -> None:
    assert is_rtl("ar")
    assert not is_rtl("en")
    assert not is_rtl("tlh")


def test_the_sample_is_nobody() -> None:
    sample = sample_facts(
        design=DESIGN, issuer="Northside", logo_url="", image_url="", language="en", now=NOW
    )

    assert sample.holder == "Maria Sample"
    assert sample.url.endswith("/00000000-0000-8000-8000-000000000000")
