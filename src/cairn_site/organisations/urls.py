"""The addresses of organisations; the public ones stand in signed documents and never change."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from cairn_site.organisations.views import (
    invitations,
    keys,
    members,
    mine,
    overview,
    profile,
    public,
    tokens,
    units,
)


class _OrganisationSlug(StringConverter):
    regex = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"


register_converter(_OrganisationSlug, "organisation")

urlpatterns = [
    path("organisations/<organisation:slug>", public.public_organisation, name="public_organisation"),
    path("organisations/<organisation:slug>/did.json", public.public_document),
    path("organisations/<organisation:slug>/key-history.json", public.public_document),
    path("organisations/<organisation:slug>/logo.png", public.public_document),
    path("invitations/<str:key>", invitations.invitation, name="invitation"),
    path(
        "me/invitations/<uuid:invitation_id>/accept", invitations.accept_invitation, name="accept_invitation"
    ),
    path("manage/", mine.my_organisations, name="my_organisations"),
    path("manage/new", mine.new_organisation, name="new_organisation"),
    path("manage/<organisation:slug>", overview.organisation, name="organisation"),
    path("manage/<organisation:slug>/ask-again", overview.ask_again, name="organisation_ask_again"),
    path("manage/<organisation:slug>/audit", overview.audit_trail, name="organisation_audit"),
    path("manage/<organisation:slug>/profile", profile.profile, name="organisation_profile"),
    path("manage/<organisation:slug>/profile/logo", profile.logo, name="organisation_logo"),
    path("manage/<organisation:slug>/domain", profile.domain, name="organisation_domain"),
    path("manage/<organisation:slug>/domain/check", profile.check_domain, name="organisation_check_domain"),
    path("manage/<organisation:slug>/leave", profile.leave, name="organisation_leave"),
    path("manage/<organisation:slug>/members", members.members, name="organisation_members"),
    path("manage/<organisation:slug>/members/invite", members.invite, name="organisation_invite"),
    path("manage/<organisation:slug>/members/<uuid:member_id>", members.member, name="organisation_member"),
    path(
        "manage/<organisation:slug>/members/<uuid:member_id>/remove",
        members.remove_member,
        name="organisation_remove_member",
    ),
    path(
        "manage/<organisation:slug>/invitations/<uuid:invitation_id>/again",
        members.send_invitation_again,
        name="organisation_send_again",
    ),
    path(
        "manage/<organisation:slug>/invitations/<uuid:invitation_id>/withdraw",
        members.withdraw_invitation,
        name="organisation_withdraw",
    ),
    path("manage/<organisation:slug>/units", units.units, name="organisation_units"),
    path("manage/<organisation:slug>/units/<uuid:unit_id>", units.unit, name="organisation_unit"),
    path(
        "manage/<organisation:slug>/units/<uuid:unit_id>/remove",
        units.remove_unit,
        name="organisation_remove_unit",
    ),
    path("manage/<organisation:slug>/keys", keys.keys, name="organisation_keys"),
    path("manage/<organisation:slug>/keys/make", keys.make_key, name="organisation_make_key"),
    path("manage/<organisation:slug>/keys/rotate", keys.rotate_key, name="organisation_rotate_key"),
    path("manage/<organisation:slug>/keys/retire", keys.retire_key, name="organisation_retire_key"),
    path(
        "manage/<organisation:slug>/keys/<uuid:key_id>/compromised",
        keys.compromised_key,
        name="organisation_compromised_key",
    ),
    path("manage/<organisation:slug>/tokens", tokens.tokens, name="organisation_tokens"),
    path("manage/<organisation:slug>/tokens/new", tokens.new_token, name="organisation_new_token"),
    path(
        "manage/<organisation:slug>/tokens/<uuid:token_id>/revoke",
        tokens.revoke_token,
        name="organisation_revoke_token",
    ),
]
