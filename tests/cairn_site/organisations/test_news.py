"""Notices to the people of an organisation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cairn_site.accounts.models import Notice
from cairn_site.organisations import news
from factories.site import NOW, make_member, make_organisation, make_person


def test_whoever_administrates_is_told_where_to_look() -> None:
    founder = make_person()
    organisation = make_organisation(founder, name="Northside", slug="northside")
    make_member(make_person(), organisation)

    news.tell_administrators(
        organisation, _("%(organisation)s is verified."), kind=news.VERIFICATION, page="organisation", now=NOW
    )

    notice = Notice.objects.get()
    assert (notice.person_id, notice.text, notice.url) == (
        founder.id,
        "Northside is verified.",
        "/manage/northside",
    )
