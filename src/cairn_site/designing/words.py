"""The words that pages and documents use for the choices of an Achievement, for translation.

``labels`` are those that :func:`cairn.credentials.facts.format_facts` takes, by the codes of the concepts.
``tests/cairn_site/designing/test_words.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

CONCEPTS: Final[Mapping[str, _StrPromise]] = {
    "online": _("Online"),
    "on-site": _("On site"),
    "blended": _("Blended"),
    "hybrid": _("Hybrid"),
    "work-based": _("Work-based"),
    "project-based": _("Project-based"),
    "laboratory": _("In a research laboratory"),
    "written-examination": _("Written examination"),
    "oral-examination": _("Oral examination"),
    "quiz": _("Quiz"),
    "marked-assignment": _("Marked assignment"),
    "practical": _("Practical assessment"),
    "project-work": _("Project work"),
    "problem-based": _("Problem-based learning"),
    "portfolio": _("Portfolio"),
    "artefact": _("Assessment of an artefact"),
    "presentation": _("Presentation"),
    "continuous": _("Continuous evaluation"),
    "group": _("Group performance"),
    "peer-assessment": _("Peer assessment"),
    "peer-review": _("Peer review"),
    "self-assessment": _("Self-assessment"),
    "guided-self-assessment": _("Guided self-assessment"),
    "attendance": _("Attendance"),
    "supervised-identity-checked": _("Supervised, identity checked"),
    "supervised": _("Supervised, identity not checked"),
    "unsupervised-identity-checked": _("Not supervised, identity checked"),
    "unsupervised": _("Not supervised, identity not checked"),
    "programme": _("Quality assurance of the programme"),
    "institution": _("Quality assurance of the institution"),
    "programme-licence": _("Licence of the programme"),
    "institution-licence": _("Licence of the institution"),
    "internal": _("Internal quality assurance"),
    "ECTS": _("ECTS credits"),
    "ECVET": _("ECVET points"),
    "hours": _("hours of learning"),
}
TYPES: Final[Mapping[str, _StrPromise]] = {
    "MicroCredential": _("Microcredential"),
    "Badge": _("Badge"),
    "Certificate": _("Certificate"),
    "CertificateOfCompletion": _("Proof of completion"),
    "Certification": _("Certification"),
    "Competency": _("Competency"),
    "Course": _("Course"),
    "Assessment": _("Assessment"),
    "Achievement": _("Achievement"),
    "Award": _("Award"),
    "CoCurricular": _("Beside the curriculum"),
    "CommunityService": _("Service to the community"),
    "Fieldwork": _("Fieldwork"),
    "LearningProgram": _("Learning programme"),
    "License": _("Licence"),
    "Membership": _("Membership"),
    "Diploma": _("Diploma"),
}
LANGUAGES: Final[Mapping[str, str]] = {
    "en": "English",
    "es": "Español",
    "ar": "العربية",
    "bg": "Български",
    "ca": "Català",
    "cs": "Čeština",
    "cy": "Cymraeg",
    "da": "Dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "et": "Eesti",
    "eu": "Euskara",
    "fi": "Suomi",
    "fr": "Français",
    "ga": "Gaeilge",
    "gl": "Galego",
    "hr": "Hrvatski",
    "hu": "Magyar",
    "it": "Italiano",
    "ja": "日本語",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "mt": "Malti",
    "nl": "Nederlands",
    "no": "Norsk",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "sk": "Slovenčina",
    "sl": "Slovenščina",
    "sv": "Svenska",
    "tr": "Türkçe",
    "uk": "Українська",
    "zh": "中文",
}
"""Each language by its own name, as pages show them."""

QF_EHEA: Final[Mapping[str, _StrPromise]] = {
    "short-cycle": _("Short cycle"),
    "first-cycle": _("First cycle (bachelor)"),
    "second-cycle": _("Second cycle (master)"),
    "third-cycle": _("Third cycle (doctorate)"),
}
ALL_OF_THESE: Final = _("All of these:")
OPTIONAL: Final = _("Also welcome, not needed:")
AT_LEAST: Final = _("At least {needed} of these:")


def labels(language: str) -> dict[str, str]:
    """Return the words for the concepts in a language."""
    with translation.override(language):
        return {code: str(label) for code, label in CONCEPTS.items()}
