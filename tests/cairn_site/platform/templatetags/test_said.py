"""The filter that says an error in the language of the reader."""

from __future__ import annotations

from django.template import Context, Template
from django.utils import translation


def test_a_template_says_an_error_in_the_language_at_work() -> None:
    template = Template("{% load said %}{{ sentence|said:'job.not_resumable' }}")

    with translation.override("es"):
        written = template.render(Context({"sentence": "Only a job that has stopped or failed can go on."}))

    assert written.startswith("Solo")


def test_what_stands_in_an_error_is_escaped() -> None:
    template = Template("{% load said %}{{ sentence|said:'no.code' }}")

    assert template.render(Context({"sentence": "<b>"})) == "&lt;b&gt;"
