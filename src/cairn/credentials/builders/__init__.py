"""Builders: documents of Open Badges 3.0 and CLR 2.0 that validation finds nothing wrong with."""

from cairn.credentials.builders.achievements import (
    build_achievement,
    build_alignment,
    build_criteria,
    build_related,
    build_result_description,
    build_rubric_level,
)
from cairn.credentials.builders.credentials import (
    Envelope,
    build_achievement_credential,
    build_achievement_subject,
    build_credential_schema,
    build_endorsement_credential,
    build_evidence,
    build_result,
)
from cairn.credentials.builders.parties import (
    build_address,
    build_coordinates,
    build_hashed_identity,
    build_identifier_entry,
    build_image,
    build_plain_identity,
    build_profile,
)
from cairn.credentials.builders.records import build_association, build_clr_credential, build_clr_subject

__all__ = [
    "Envelope",
    "build_achievement",
    "build_achievement_credential",
    "build_achievement_subject",
    "build_address",
    "build_alignment",
    "build_association",
    "build_clr_credential",
    "build_clr_subject",
    "build_coordinates",
    "build_credential_schema",
    "build_criteria",
    "build_endorsement_credential",
    "build_evidence",
    "build_hashed_identity",
    "build_identifier_entry",
    "build_image",
    "build_plain_identity",
    "build_profile",
    "build_related",
    "build_result",
    "build_result_description",
    "build_rubric_level",
]
