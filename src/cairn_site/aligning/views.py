"""Public pages of skills, and the search that pickers use.

``tests/cairn_site/aligning/test_views.py`` proves it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from cairn_site.aligning import queries

if TYPE_CHECKING:
    from django.http import HttpRequest

_MAX_TEXT = 100


@require_GET
def framework(request: HttpRequest, framework: str) -> HttpResponse:
    """List the skills of a framework by group, or those that fit a search."""
    known = queries.get_framework(framework)
    if known is None:
        raise Http404
    language = translation.get_language() or "en"
    text, group = request.GET.get("q", "")[:_MAX_TEXT], request.GET.get("group", "")
    found = queries.find_skills(text, language=language, group=group, limit=400)
    names = dict(queries.groups_of(known, language=language))
    sections = [(name, [skill for skill in found if skill.group == code]) for code, name in names.items()]
    return render(
        request,
        "aligning/framework.html",
        {
            "framework": known,
            "sections": [section for section in sections if section[1]],
            "groups": names.items(),
            "group": group,
            "text": text,
            "count": len(found),
        },
    )


@require_GET
@vary_on_headers("Accept")
def skill(request: HttpRequest, framework: str, code: str) -> HttpResponse:
    """Show one skill to people, and as JSON-LD to programs."""
    language = translation.get_language() or "en"
    found = queries.get_skill(framework, code, language=language)
    if found is None:
        raise Http404
    if "text/html" not in request.headers.get("Accept", ""):
        body = json.dumps(queries.as_linked_data(found), ensure_ascii=False)
        response = HttpResponse(body, content_type="application/ld+json")
        response["Access-Control-Allow-Origin"] = "*"
        return response
    known = queries.get_framework(framework)
    group = "" if known is None else dict(queries.groups_of(known, language=language)).get(found.group, "")
    return render(request, "aligning/skill.html", {"skill": found, "group": group, "framework": known})


@require_GET
def search(request: HttpRequest) -> JsonResponse:
    """Answer a search for skills as JSON."""
    language = translation.get_language() or "en"
    found = queries.find_skills(request.GET.get("q", "")[:_MAX_TEXT], language=language)
    return JsonResponse(
        {
            "skills": [
                {
                    "key": one.key,
                    "name": one.name,
                    "description": one.description,
                    "group": one.group,
                    "url": one.url,
                    "levels": [{"number": level.number, "name": level.name} for level in one.levels],
                }
                for one in found
            ]
        }
    )
