"""Addresses of skills; ``/skills/{framework}/{code}`` stands in signed documents."""

from __future__ import annotations

from django.urls import path

from cairn_site.aligning import views

urlpatterns = [
    path("skills/search", views.search, name="skill_search"),
    path("skills/<slug:framework>", views.framework, name="framework"),
    path("skills/<slug:framework>/<slug:code>", views.skill, name="skill"),
]
