"""The addresses of the first page, of home and of the console."""

from __future__ import annotations

from django.urls import path

from cairn_site.operating.demo import signing_in
from cairn_site.operating.views import console, home, registry

urlpatterns = [
    path("", home.landing, name="landing"),
    path("home", home.home, name="home"),
    path("demo/sign-in", signing_in.sign_in, name="demo_sign_in"),
    path("operate", console.console, name="operate"),
    path("operate/waiting", registry.waiting, name="operate_waiting"),
    path("operate/organisations", registry.organisations, name="operate_organisations"),
    path("operate/organisations/<uuid:organisation_id>", registry.organisation, name="operate_organisation"),
    path("operate/organisations/<uuid:organisation_id>/verify", registry.verify, name="operate_verify"),
    path("operate/organisations/<uuid:organisation_id>/refuse", registry.refuse, name="operate_refuse"),
    path("operate/people", registry.people, name="operate_people"),
    path("operate/people/<uuid:person_id>/operator", registry.operator, name="operate_operator"),
    path("operate/jobs", console.job_list, name="operate_jobs"),
    path("operate/jobs/<uuid:job_id>", console.job, name="operate_job"),
    path("operate/jobs/<uuid:job_id>/stop", console.stop_job, name="operate_stop_job"),
    path("operate/jobs/<uuid:job_id>/resume", console.resume_job, name="operate_resume_job"),
    path("operate/mail", console.outbox, name="operate_outbox"),
    path("operate/mail/<uuid:message_id>", console.message, name="operate_message"),
    path("operate/mail/<uuid:message_id>/page", console.message_page, name="operate_message_page"),
    path("operate/mail/<uuid:message_id>/retry", console.retry_mail, name="operate_retry_mail"),
    path("operate/events", console.deliveries, name="operate_deliveries"),
    path("operate/events/<int:delivery_id>/retry", console.retry_delivery, name="operate_retry_delivery"),
    path("operate/audit", console.trail, name="operate_trail"),
    path("operate/audit/retention", console.retention, name="operate_retention"),
]
