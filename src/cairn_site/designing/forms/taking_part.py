"""Steps about an award's life and about taking part: validity, stacking, price, dates and place.

``tests/cairn_site/designing/forms/test_taking_part.py`` proves it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.credentials.facts import LinkedAchievement
from cairn_site.designing.content import Body, Content, Offer, PeriodUnit, Validity, ValidityKind
from cairn_site.designing.forms.editing import Editor, RowForm, with_text


class DateInput(forms.DateInput):
    """A date as browsers pick it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class LinkForm(RowForm):
    """Another Achievement, by name and address."""

    name = forms.CharField(label=_("Name"), max_length=300, required=False)
    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"list": "own"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for both name and address."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("name")) != bool(cleaned.get("url")) and "url" not in self.errors:
            self.add_error("url" if cleaned.get("name") else "name", _("Give both its name and its address."))
        return cleaned


class ValidityForm(forms.Form):
    """How long an award holds."""

    kind = forms.ChoiceField(
        label=_("How long does it hold?"),
        choices=[
            (ValidityKind.FOREVER.value, _("For ever")),
            (ValidityKind.RELATIVE.value, _("For some time after the award")),
            (ValidityKind.FIXED.value, _("Until a day that is the same for all")),
        ],
        widget=forms.RadioSelect,
    )
    amount = forms.IntegerField(
        label=_("How long after the award?"), min_value=1, max_value=36_500, required=False
    )
    unit = forms.ChoiceField(
        label=_("Unit"),
        choices=[
            (PeriodUnit.YEARS.value, _("years")),
            (PeriodUnit.MONTHS.value, _("months")),
            (PeriodUnit.DAYS.value, _("days")),
        ],
    )
    last_day = forms.DateField(label=_("Last day"), required=False, widget=DateInput)
    can_be_suspended = forms.BooleanField(
        label=_("An award can be suspended"),
        required=False,
        help_text=_("Such as a licence that rests for a while. Every award can be revoked."),
    )
    entry_requirements = forms.CharField(
        label=_("Who can take part?"),
        max_length=2000,
        required=False,
        help_text=_("What somebody needs to know or have before, in words."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ValidityEditor(Editor):
    """Validity, prerequisites and stacking."""

    form_class = ValidityForm
    rows: ClassVar = {"before": LinkForm, "towards": LinkForm}

    def initial(self) -> dict[str, Any]:
        """Return what the form begins with."""
        validity = self.before.validity
        return {
            "kind": validity.kind.value,
            "amount": validity.amount or None,
            "unit": validity.unit.value,
            "last_day": validity.last_day,
            "can_be_suspended": self.before.can_be_suspended,
            "entry_requirements": self.before.entry_requirements.get(self.before.language, ""),
        }

    def initial_rows(self, prefix: str) -> list[dict[str, Any]]:
        """Return the links of one kind."""
        links = self.before.prerequisites if prefix == "before" else self.before.stacks_into
        return [{"name": link.name, "url": link.url} for link in links]

    def apply(self) -> Content:
        """Return the content with what was typed."""
        content, begun = self.before, self.initial()
        kind = ValidityKind(self.value("kind", begun["kind"]))
        unit = PeriodUnit(self.value("unit", begun["unit"]))
        validity = Validity()
        if kind is ValidityKind.RELATIVE:
            validity = Validity(kind=kind, amount=self.value("amount", begun["amount"]) or 0, unit=unit)
        elif kind is ValidityKind.FIXED:
            validity = Validity(kind=kind, last_day=self.value("last_day", begun["last_day"]))
        language = content.language
        return replace(
            content,
            validity=validity,
            can_be_suspended=self.value("can_be_suspended", content.can_be_suspended),
            entry_requirements=with_text(
                content.entry_requirements,
                language=language,
                text=self.value("entry_requirements", begun["entry_requirements"]),
            ),
            prerequisites=self._links("before", content.prerequisites),
            stacks_into=self._links("towards", content.stacks_into),
        )

    def _links(self, prefix: str, present: tuple[LinkedAchievement, ...]) -> tuple[LinkedAchievement, ...]:
        rows = self.kept_rows(prefix)
        if rows is None:
            return present
        return tuple(LinkedAchievement(name=row["name"], url=row["url"]) for row in rows)


class OfferForm(forms.Form):
    """Price, dates, and who awards it where."""

    is_free = forms.BooleanField(label=_("It costs nothing"), required=False)
    price = forms.DecimalField(
        label=_("Price"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
    )
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label=_("Currency"),
        required=False,
        help_text=_("Three letters, such as EUR."),
        widget=forms.TextInput(attrs={"maxlength": 3, "autocapitalize": "characters"}),
    )
    starts_on = forms.DateField(label=_("Starts on"), required=False, widget=DateInput)
    ends_on = forms.DateField(label=_("Ends on"), required=False, widget=DateInput)
    apply_by = forms.DateField(label=_("Enrol by"), required=False, widget=DateInput)
    url = forms.URLField(label=_("Where to enrol"), max_length=500, required=False, assume_scheme="https")
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=_("Country"),
        required=False,
        help_text=_("Two letters, if it is another than that of the organisation."),
        widget=forms.TextInput(attrs={"maxlength": 2, "autocapitalize": "characters"}),
    )
    body_name = forms.CharField(
        label=_("Another awarding body"),
        max_length=300,
        required=False,
        help_text=_("If it was designed by another body than your organisation."),
    )
    body_url = forms.URLField(label=_("Its web page"), max_length=500, required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        """Ask for both name and page of another body."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("body_name")) != bool(cleaned.get("body_url")) and "body_url" not in self.errors:
            self.add_error("body_url", _("Give both the name and the web page of the body."))
        return cleaned


class OfferEditor(Editor):
    """Price, dates, and who awards it where."""

    form_class = OfferForm

    def initial(self) -> dict[str, Any]:
        """Return what the form begins with."""
        offer, body = self.before.offer, self.before.awarding_body
        return {
            "is_free": offer.is_free,
            "price": offer.price or None,
            "currency": offer.currency,
            "starts_on": offer.starts_on,
            "ends_on": offer.ends_on,
            "apply_by": offer.apply_by,
            "url": offer.url,
            "country": self.before.country,
            "body_name": "" if body is None else body.name,
            "body_url": "" if body is None else body.url,
        }

    def apply(self) -> Content:
        """Return the content with what was typed."""
        begun = self.initial()
        typed = {name: self.value(name, begun[name]) for name in begun}
        body = None
        if typed["body_name"] and typed["body_url"]:
            body = Body(name=typed["body_name"], url=typed["body_url"])
        return replace(
            self.before,
            offer=Offer(
                is_free=bool(typed["is_free"]),
                price=""
                if typed["price"] is None or typed["is_free"]
                else format(typed["price"], "f")
                if not isinstance(typed["price"], str)
                else typed["price"],
                currency=typed["currency"].upper(),
                starts_on=typed["starts_on"],
                ends_on=typed["ends_on"],
                apply_by=typed["apply_by"],
                url=typed["url"],
            ),
            country=typed["country"].upper(),
            awarding_body=body,
        )
