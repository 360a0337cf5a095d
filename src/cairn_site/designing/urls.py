"""Addresses of achievements; those without ``manage`` stand in signed documents."""

from __future__ import annotations

from django.urls import path, register_converter

from cairn_site.designing.views import designer, listing, overview, public


class LanguageConverter:
    """A language tag in an address."""

    regex = "[a-z]{2,4}(?:-[A-Za-z0-9]+)*"

    def to_python(self, value: str) -> str:
        """Return the tag."""
        return value

    def to_url(self, value: str) -> str:
        """Return the tag."""
        return value


class PictureConverter(LanguageConverter):
    """The ending of an image."""

    regex = "png|svg"


register_converter(LanguageConverter, "language")
register_converter(PictureConverter, "picture")
_BASE = "manage/<slug:slug>/achievements"
_ONE = f"{_BASE}/<uuid:identifier>"

urlpatterns = [
    path("achievements/<uuid:identifier>", public.achievement, name="public_achievement"),
    path(
        "achievements/<uuid:identifier>/<language:language>",
        public.achievement,
        name="public_achievement_in",
    ),
    path("images/<uuid:identifier>.<picture:kind>", public.image, name="badge_image"),
    path(_BASE, listing.achievements, name="achievements"),
    path(f"{_BASE}/new", listing.new, name="achievement_new"),
    path(f"{_BASE}/import", listing.import_file, name="achievement_import"),
    path(f"{_BASE}/drawing", designer.drawing_preview, name="drawing_preview"),
    path(f"{_BASE}/skills", designer.skill_results, name="skill_results"),
    path(f"{_BASE}/starters/<slug:code>.svg", designer.starter_image, name="starter_image"),
    path(_ONE, overview.overview, name="achievement"),
    path(f"{_ONE}/design/<slug:name>", designer.step, name="achievement_step"),
    path(f"{_ONE}/publish", overview.publish, name="achievement_publish"),
    path(f"{_ONE}/revise", overview.revise, name="achievement_revise"),
    path(f"{_ONE}/discard", overview.discard, name="achievement_discard"),
    path(f"{_ONE}/delete", overview.delete, name="achievement_delete"),
    path(f"{_ONE}/copy", overview.copy, name="achievement_copy"),
    path(f"{_ONE}/archive", overview.archive, name="achievement_archive"),
    path(f"{_ONE}/unarchive", overview.unarchive, name="achievement_unarchive"),
    path(f"{_ONE}/export", overview.export, name="achievement_export"),
]
