"""The forms of the awarding pages.

``tests/cairn_site/awarding/test_forms.py`` proves it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.canonical import timestamps
from cairn.errors import DocumentError
from cairn.issuer import LearnerRow
from cairn.issuer import cells as check
from cairn.issuer.result_cells import STATUSES, read_result_rules
from cairn_site.awarding.models import AwardState
from cairn_site.awarding.queries import Filters
from cairn_site.awarding.statements import EvidenceItem, Statement
from cairn_site.platform.saying import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cairn.issuer import RowResult
    from cairn.issuer.result_cells import ResultRule
    from cairn_site.awarding.achievements import AwardableVersion

EVIDENCE_COUNT: Final = 3
STATES: Final = (
    ("", _("All")),
    *AwardState.choices,
    ("expired", _("Expired")),
)
EXPIRING: Final = (
    ("", _("Any time")),
    ("7", _("Within 7 days")),
    ("30", _("Within 30 days")),
    ("90", _("Within 90 days")),
    ("365", _("Within a year")),
)
_DAY: Final = forms.DateInput(attrs={"type": "date"})


def moment_input() -> forms.DateTimeInput:
    """Return the field in which a browser lets a day and a time be picked."""
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class AwardForm(forms.Form):
    """One award: to whom, what it says of them, and when it is made."""

    name = forms.CharField(
        max_length=500, label=_("Name"), help_text=_("As it should stand in the credential.")
    )
    email = forms.EmailField(
        max_length=254,
        label=_("E-mail address"),
        help_text=_("The award is sent here. In the credential it stands only as a salted hash."),
    )
    narrative = forms.CharField(
        required=False,
        max_length=check.MAX_TEXT,
        label=_("What they did"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    credits_earned = forms.FloatField(required=False, min_value=0, label=_("Credits earned"))
    due_at = forms.DateTimeField(
        required=False,
        label=_("Award later"),
        help_text=_("Leave it empty to award now. The time is UTC."),
        widget=moment_input(),
    )
    reason = forms.CharField(
        required=False,
        max_length=500,
        label=_("Why"),
        help_text=_("Kept with the award for your own records; it does not stand in the credential."),
    )

    def __init__(self, *arguments: Any, version: AwardableVersion, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*arguments, **more)
        self.rules: Sequence[ResultRule] = read_result_rules(version.document)
        for number, rule in enumerate(self.rules):
            self.fields[f"result_{number}"] = _result_field(rule)
        for number in range(1, EVIDENCE_COUNT + 1):
            self.fields[f"evidence_name_{number}"] = forms.CharField(
                required=False, max_length=check.MAX_LINE_TEXT, label=_("Title of the evidence")
            )
            self.fields[f"evidence_url_{number}"] = forms.URLField(
                required=False, max_length=2000, label=_("Link"), assume_scheme="https"
            )
            self.fields[f"evidence_text_{number}"] = forms.CharField(
                required=False,
                max_length=check.MAX_TEXT,
                label=_("In words"),
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        available = version.document.get("creditsAvailable")
        if isinstance(available, int | float):
            self.fields["credits_earned"].initial = available
        else:
            del self.fields["credits_earned"]

    @property
    def results(self) -> list[forms.BoundField]:
        """The fields of results."""
        return [self[f"result_{number}"] for number in range(len(self.rules))]

    @property
    def evidence(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each piece of evidence, with its number."""
        return [
            (number, [self[f"evidence_{part}_{number}"] for part in ("name", "url", "text")])
            for number in range(1, EVIDENCE_COUNT + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """Hold results against what the Achievement says of them."""
        data: dict[str, Any] = super().clean() or {}
        results: list[RowResult] = []
        for number, rule in enumerate(self.rules):
            value = str(data.get(f"result_{number}") or "").strip()
            if value:
                try:
                    results.append(rule.check(value))
                except DocumentError as error:
                    self.add_error(f"result_{number}", say(error))
        for name in ("name", "narrative"):
            if data.get(name):
                data[name] = check.compose_accents(data[name])
        if data.get("due_at") is not None:
            data["due_at"] = data["due_at"].astimezone(UTC)
        data["results"] = tuple(results)
        return data

    def statement(self) -> Statement:
        """Return what the award will say."""
        data = self.cleaned_data
        evidence = [
            EvidenceItem(
                name=data[f"evidence_name_{number}"],
                url=data[f"evidence_url_{number}"],
                narrative=data[f"evidence_text_{number}"],
            )
            for number in range(1, EVIDENCE_COUNT + 1)
        ]
        return Statement(
            row=LearnerRow(
                name=data["name"],
                email=data["email"].lower(),
                narrative=data["narrative"],
                credits_earned=data.get("credits_earned"),
                results=data["results"],
            ),
            evidence=tuple(item for item in evidence if item.name or item.url or item.narrative),
        )


class ReasonForm(forms.Form):
    """Why a state is changed."""

    reason = forms.CharField(
        max_length=2000,
        label=_("Reason"),
        help_text=_("Kept with the award; the status list itself tells no reason."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RenewForm(ReasonForm):
    """Why an award is renewed, and what happens to the old one."""

    revokes_old = forms.BooleanField(
        required=False,
        initial=False,
        label=_("Revoke the old credential"),
        help_text=_("Otherwise it stays valid until it expires."),
    )


class UploadForm(forms.Form):
    """A table of learners."""

    table = forms.FileField(
        label=_("Table of learners"),
        help_text=_("A CSV file in UTF-8, at most 64 MiB. Nothing is awarded before you confirm."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )


class ConfirmForm(forms.Form):
    """How a checked table is awarded."""

    skips_bad_rows = forms.BooleanField(required=False, label=_("Leave out the rows that have problems"))
    sends_mail = forms.BooleanField(required=False, initial=True, label=_("Write to the holders"))


class LinkForm(forms.Form):
    """A claim link: its title, its dates and how many may claim."""

    title = forms.CharField(
        max_length=200, label=_("Title"), help_text=_("For you and for those who claim: a course, an event.")
    )
    opens_at = forms.DateTimeField(label=_("Opens"), help_text=_("UTC"), widget=moment_input())
    closes_at = forms.DateTimeField(
        required=False, label=_("Closes"), help_text=_("UTC"), widget=moment_input()
    )
    limit = forms.IntegerField(
        required=False, min_value=1, max_value=1_000_000, label=_("How many may claim")
    )


class FilterForm(forms.Form):
    """Which awards are listed."""

    search = forms.CharField(required=False, max_length=200, label=_("Name or address"))
    state = forms.ChoiceField(required=False, choices=STATES, label=_("State"))
    achievement = forms.ChoiceField(required=False, label=_("Achievement"))
    since = forms.DateField(required=False, label=_("From"), widget=_DAY)
    until = forms.DateField(required=False, label=_("To"), widget=_DAY)
    expiring = forms.ChoiceField(required=False, choices=EXPIRING, label=_("Expires"))

    def __init__(
        self,
        *arguments: Any,  # noqa: ANN401
        achievements: Sequence[tuple[str, str]],
        **more: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*arguments, **more)
        field = self.fields["achievement"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All")), *achievements]

    def filters(self) -> Filters:
        """Return the filters; what cannot be read filters nothing."""
        data = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        since, until = data.get("since"), data.get("until")
        return Filters(
            search=(data.get("search") or "").strip(),
            state=data.get("state") or "",
            achievement_id=UUID(data["achievement"]) if data.get("achievement") else None,
            since=None if since is None else datetime(since.year, since.month, since.day, tzinfo=UTC),
            until=None
            if until is None
            else datetime(until.year, until.month, until.day, 23, 59, 59, 999_999, tzinfo=UTC),
            expiring_days=int(data["expiring"]) if data.get("expiring") else None,
        )


class BulkForm(forms.Form):
    """What to do with chosen awards."""

    action = forms.ChoiceField(
        choices=[
            ("revoke", _("Revoke")),
            ("suspend", _("Suspend")),
            ("remind", _("Remind")),
            ("export", "CSV"),
        ]
    )
    award = forms.TypedMultipleChoiceField(coerce=UUID, choices=())
    reason = forms.CharField(required=False, max_length=2000)

    def __init__(self, *arguments: Any, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*arguments, **more)
        given = self.data.getlist("award") if hasattr(self.data, "getlist") else []
        field = self.fields["award"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(value, value) for value in given]

    def clean_award(self) -> list[UUID]:
        """Return the chosen identifiers, at most a page of them."""
        chosen: list[UUID] = self.cleaned_data["award"]
        if len(chosen) > 200:
            self.add_error("award", _("Choose at most 200 awards."))
        return chosen


def _result_field(rule: ResultRule) -> forms.Field:
    label = rule.name or rule.id
    if rule.is_status:
        choices = [("", "—"), *((status, status) for status in STATUSES)]
        return forms.ChoiceField(required=False, label=label, choices=choices)
    if rule.is_level:
        return forms.ChoiceField(
            required=False, label=label, choices=[("", "—"), *((name, name) for name in rule.level_names)]
        )
    if rule.allowed_values:
        return forms.ChoiceField(
            required=False,
            label=label,
            choices=[("", "—"), *((value, value) for value in rule.allowed_values)],
        )
    bounds = ""
    if rule.minimum is not None and rule.maximum is not None:
        bounds = _("From %(low)s to %(high)s") % {"low": rule.minimum, "high": rule.maximum}
    return forms.CharField(required=False, max_length=40, label=label, help_text=bounds)


def format_moment(moment: datetime) -> str:
    """Return a moment as a field of :func:`moment_input` shows it."""
    return timestamps.format(moment)[:16]
