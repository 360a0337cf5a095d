"""The forms of the designer: each step edits its part of the content and loses nothing that was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn_site.designing.forms.measuring import AssessmentEditor, ResultsEditor, WorkloadEditor
from cairn_site.designing.forms.taking_part import OfferEditor, ValidityEditor
from cairn_site.designing.forms.telling import BasicsEditor, CriteriaEditor, OutcomesEditor
from cairn_site.designing.forms.translating import LanguagesEditor
from cairn_site.designing.steps import StepName

if TYPE_CHECKING:
    from cairn_site.designing.forms.editing import Editor

EDITORS: Final[dict[StepName, type[Editor]]] = {
    StepName.BASICS: BasicsEditor,
    StepName.CRITERIA: CriteriaEditor,
    StepName.OUTCOMES: OutcomesEditor,
    StepName.WORKLOAD: WorkloadEditor,
    StepName.ASSESSMENT: AssessmentEditor,
    StepName.RESULTS: ResultsEditor,
    StepName.VALIDITY: ValidityEditor,
    StepName.OFFER: OfferEditor,
    StepName.LANGUAGES: LanguagesEditor,
}
"""The editor of each step that has one; the image and the review are pages of their own."""
