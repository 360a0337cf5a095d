"""The forms of the assessing pages.

``tests/cairn_site/assessing/test_forms.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn_site.assessing.actions import Piece
from cairn_site.assessing.models import SubmissionState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cairn_site.assessing.achievements import Requested
    from cairn_site.assessing.models import SubmittedEvidence

PIECES: Final = 3
OUTCOMES: Final = (
    (SubmissionState.ACCEPTED.value, _("Accept: the award is made")),
    (SubmissionState.RETURNED.value, _("Return: the learner can hand in more")),
    (SubmissionState.REFUSED.value, _("Refuse: this request ends")),
)


class RequestForm(forms.Form):
    """What a learner hands in: why, and evidence as links, words or files."""

    motivation = forms.CharField(
        required=False,
        max_length=10_000,
        label=_("Why you meet the criteria"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *arguments: Any, kept: Sequence[SubmittedEvidence] = (), **more: Any) -> None:  # noqa: ANN401
        super().__init__(*arguments, **more)
        if kept:
            self.fields["removed"] = forms.MultipleChoiceField(
                required=False,
                label=_("Take out"),
                choices=[(str(piece.id), piece.name) for piece in kept],
                widget=forms.CheckboxSelectMultiple,
            )
        for number in range(1, PIECES + 1):
            self.fields[f"name_{number}"] = forms.CharField(required=False, max_length=200, label=_("Title"))
            self.fields[f"url_{number}"] = forms.URLField(
                required=False, max_length=2000, label=_("Link"), assume_scheme="https"
            )
            self.fields[f"text_{number}"] = forms.CharField(
                required=False,
                max_length=10_000,
                label=_("In words"),
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"file_{number}"] = forms.FileField(
                required=False, label=_("File"), help_text=_("At most 20 MiB.")
            )

    @property
    def pieces_fields(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each piece of evidence, with its number."""
        return [
            (number, [self[f"{part}_{number}"] for part in ("name", "url", "text", "file")])
            for number in range(1, PIECES + 1)
        ]

    def pieces(self) -> list[Piece]:
        """Return the evidence that was given."""
        data = self.cleaned_data
        found = []
        for number in range(1, PIECES + 1):
            file = data[f"file_{number}"]
            found.append(
                Piece(
                    name=data[f"name_{number}"],
                    url=data[f"url_{number}"],
                    text=data[f"text_{number}"],
                    file_name="" if file is None else file.name,
                    data=b"" if file is None else file.read(),
                )
            )
        return [piece for piece in found if not piece.is_empty]

    def removed(self) -> list[UUID]:
        """Return the evidence that is to be taken out."""
        return [UUID(one) for one in self.cleaned_data.get("removed", [])]


class DecisionForm(forms.Form):
    """What an assessor decides: a level for each rubric, the outcome and the reason."""

    outcome = forms.ChoiceField(choices=OUTCOMES, label=_("Decision"), widget=forms.RadioSelect)
    reason = forms.CharField(
        required=False,
        max_length=5000,
        label=_("Reason and feedback"),
        help_text=_("The learner reads it. A return or a refusal needs one."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *arguments: Any, requested: Requested, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*arguments, **more)
        self._rubrics = requested.rubrics
        for number, (name, levels) in enumerate(requested.rubrics):
            self.fields[f"level_{number}"] = forms.ChoiceField(
                required=False, label=name, choices=[("", "—"), *((level, level) for level in levels)]
            )

    @property
    def levels_fields(self) -> list[forms.BoundField]:
        """The fields of levels."""
        return [self[f"level_{number}"] for number in range(len(self._rubrics))]

    def levels(self) -> dict[str, str]:
        """Return the level given for each rubric."""
        return {
            name: self.cleaned_data[f"level_{number}"]
            for number, (name, _levels) in enumerate(self._rubrics)
            if self.cleaned_data[f"level_{number}"]
        }
