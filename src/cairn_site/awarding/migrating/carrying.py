"""A confirmed programme carried out: achievements published, awards signed, each exactly once.

What belongs to an award follows from the seed of the organisation and from where the award stood before, so a
step that is done again, and an export that is brought again, find what is there.
``tests/cairn_site/awarding/migrating/test_carrying.py`` proves it, with workers that are killed.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from cairn.canonical import strict_json, timestamps
from cairn.errors import CairnError
from cairn_site.accounts.queries import people_by_address
from cairn_site.awarding import achievements, counting, status_lists
from cairn_site.awarding.actions.changing import MAX_REASON, change_step
from cairn_site.awarding.events import AwardMade
from cairn_site.awarding.issuing import etag_of, issuer_of
from cairn_site.awarding.migrating.composing import SourceIdentity, compose, identify
from cairn_site.awarding.models import Award, AwardState, ItemKind, ProgrammeItem
from cairn_site.awarding.statements import read_name_keys, refuse_errors
from cairn_site.designing.actions import create_achievement, publish_version
from cairn_site.designing.content import parse_content
from cairn_site.designing.imagery.drawing import Drawing
from cairn_site.designing.imagery.uploads import read_upload
from cairn_site.organisations.signing import open_signer
from cairn_site.platform import audit, events
from cairn_site.platform.actors import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from cairn_site.awarding.achievements import AwardableVersion
    from cairn_site.awarding.models import Programme
    from cairn_site.awarding.status_lists import Range
    from cairn_site.organisations.permissions import Organisation
    from cairn_site.organisations.signing import OrganisationSigner
    from cairn_site.platform.actors import Actor

UNNAMED: Final = "Unnamed holder"


def carry_achievement(
    item: ProgrammeItem, *, actor: Actor, organisation: Organisation, now: datetime
) -> None:
    """Publish an Achievement, unless the organisation has brought it before."""
    earlier = (
        ProgrammeItem.objects.filter(
            programme__organisation_id=organisation.id,
            kind=ItemKind.ACHIEVEMENT,
            source=item.source,
            made__isnull=False,
        )
        .values_list("made", flat=True)
        .first()
    )
    if earlier is None:
        picture = None if item.picture is None else read_upload(bytes(item.picture))
        begun = create_achievement(
            actor=actor,
            slug=organisation.slug,
            content=parse_content(item.content["content"]),
            image=picture,
            drawing=None if picture is not None else Drawing(),
            now=now,
        )
        earlier = publish_version(actor=actor, achievement_id=begun.id, now=now).id
    item.made = earlier
    item.save(update_fields=["made"])


def carry_awards(
    items: Sequence[ProgrammeItem],
    *,
    programme: Programme,
    first: int,
    actor: Actor,
    organisation: Organisation,
    now: datetime,
) -> int:
    """Sign awards, in the transaction at work; return how many could not be signed.

    ``first`` is the number of the first award of the programme.
    """
    carrier = _Carrier(programme, first=first, actor=actor, organisation=organisation, now=now)
    return carrier.carry(items)


class _Carrier:
    """One step: the signer opened once, the versions read once."""

    def __init__(
        self, programme: Programme, *, first: int, actor: Actor, organisation: Organisation, now: datetime
    ) -> None:
        self.programme = programme
        self.first = first
        self.actor = actor
        self.organisation = organisation
        self.now = now
        self.signer: OrganisationSigner = open_signer(organisation, actor=SYSTEM, now=now)
        self.issuer = issuer_of(self.signer)
        self.ranges: Sequence[Range] = status_lists.find_ranges(programme.places.get("revocation", []))
        self.versions = self._read_versions()

    def carry(self, items: Sequence[ProgrammeItem]) -> int:
        seed = bytes(self.programme.seed)
        identities = {item.id: identify(seed, item.source) for item in items}
        known = set(
            Award.objects.filter(id__in=[one.uuid for one in identities.values()]).values_list(
                "id", flat=True
            )
        )
        people = people_by_address([item.address for item in items if item.address])
        counts: counting.Tally = Counter()
        revoked: dict[str, list[UUID]] = {}
        failed = 0
        for item in items:
            identity = identities[item.id]
            if identity.uuid in known:
                item.content["here"] = True
            else:
                try:
                    award = self._sign(item, identity=identity, person_id=people.get(item.address))
                except CairnError as error:
                    item.content["problem"] = error.message
                    failed += 1
                    continue
                known.add(identity.uuid)
                counting.tally_issued(award, into=counts)
                if item.content["revoked"]:
                    revoked.setdefault(self._reason(item.content), []).append(award.id)
            item.made = identity.uuid
        ProgrammeItem.objects.bulk_update(items, ["made", "content"])
        counting.write_down(counts)
        for reason, ids in revoked.items():
            change_step(
                actor=self.actor,
                organisation=self.organisation,
                award_ids=ids,
                state=AwardState.REVOKED,
                reason=reason,
                now=self.now,
            )
        return failed

    def _sign(self, item: ProgrammeItem, *, identity: SourceIdentity, person_id: UUID | None) -> Award:
        content: Mapping[str, Any] = item.content
        version = self.versions[content["class"]]
        place = status_lists.place_at(self.ranges, item.number - self.first)
        unsigned = compose(
            content,
            achievement=version.document,
            issuer=self.signer.issuer,
            identity=identity,
            place=place,
        )
        valid_from = timestamps.parse(content["issued_on"])
        # Judged as of the day on which it was issued: what has expired since is carried as such.
        refuse_errors(unsigned, now=valid_from)
        document = strict_json.format(self.issuer.secure(unsigned, now=self.signer.moment))
        name = content["name"] or item.address or UNNAMED
        name_key, family_key = read_name_keys(name)
        award = Award.objects.create(
            id=identity.uuid,
            organisation_id=self.organisation.id,
            achievement_id=version.achievement_id,
            version_id=version.id,
            person_id=person_id,
            name=name,
            name_key=name_key,
            family_key=family_key,
            address=item.address,
            state=AwardState.AWARDED,
            valid_from=valid_from,
            valid_until=timestamps.parse(content["expires"]) if content["expires"] else None,
            awarded_at=self.signer.moment,
            revocation_list_id=place.list_id,
            revocation_index=place.index,
            document=document,
            etag=etag_of(document),
            provenance={
                "version": version.number,
                "how": "migration",
                "by": self.actor.label,
                "by_id": "" if self.actor.id is None else str(self.actor.id),
                "programme": str(self.programme.id),
                "source": item.source,
                "source_issuer": content["issuer"],
                "source_place": item.place,
                "source_sha256": content["sha256"],
                "issued_on": content["issued_on"],
            },
        )
        audit.record(
            actor=self.actor,
            action="award.make",
            target=("award", award.id),
            organisation_id=self.organisation.id,
            details={"version": str(version.id), "how": "migration"},
            now=self.now,
        )
        events.publish(AwardMade(award_id=award.id, organisation_id=self.organisation.id), now=self.now)
        return award

    def _read_versions(self) -> dict[str, AwardableVersion]:
        made = ProgrammeItem.objects.filter(
            programme_id=self.programme.id, kind=ItemKind.ACHIEVEMENT, made__isnull=False
        ).values_list("source", "made")
        return _Versions(
            self.organisation, now=self.now, made={source: one for source, one in made if one is not None}
        )

    def _reason(self, content: Mapping[str, Any]) -> str:
        told = str(content.get("reason") or "").strip()
        return (told or "It was revoked where it was awarded before.")[:MAX_REASON]


class _Versions(dict[str, "AwardableVersion"]):
    """The versions by the id of their BadgeClass; each is read and frozen when it is first asked for."""

    def __init__(self, organisation: Organisation, *, made: Mapping[str, UUID], now: datetime) -> None:
        super().__init__()
        self._organisation = organisation
        self._made = made
        self._now = now

    def __missing__(self, source: str) -> AwardableVersion:
        version = achievements.find_version(self._organisation, self._made[source])
        achievements.freeze(version, now=self._now)
        self[source] = version
        return version
