"""What an action refuses, shown beside the form it came from.

``tests/cairn_site/awarding/views/test_errors.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn_site.platform.saying import say

if TYPE_CHECKING:
    from django import forms

    from cairn.errors import CairnError


def add_error(form: forms.Form, error: CairnError) -> None:
    """Add an error to the field it names, or to the whole form."""
    form.add_error(error.where if error.where in form.fields else None, say(error))
