"""Pages of long lists: counting stops where nobody would turn to.

``tests/cairn_site/platform/test_paging.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

if TYPE_CHECKING:
    from django.http import HttpRequest

    _Paginator = Paginator[Any]
else:
    _Paginator = Paginator

PAGE_SIZE: Final = 25
MAX_COUNTED: Final = 5000


class CappedPaginator(_Paginator):
    """A paginator that counts at most ``MAX_COUNTED`` rows, so that a list of millions costs no more."""

    @cached_property
    def count(self) -> int:
        """Return the number of rows, or ``MAX_COUNTED`` where there are more."""
        rows = self.object_list
        if isinstance(rows, QuerySet):
            return rows.order_by()[:MAX_COUNTED].count()
        return min(len(rows), MAX_COUNTED)


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    """Return the page of ``rows`` that the request asks for, the nearest one where there is none such."""
    return CappedPaginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
