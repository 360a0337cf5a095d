"""Sign-in by OpenID Connect: authorization code with PKCE, and an ID token whose signature is checked.

Allauth may skip the signature of a token that came over TLS from the provider itself (OpenID Connect Core
1.0, section 3.1.3.7, rule 6); here it is always checked, so that a proxy in between proves nothing. Whoever
goes to the provider is led by a page, since a strict ``form-action`` lets no form lead to another host.
``tests/cairn_site/accounts/test_oidc.py`` proves it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import requests
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.errors import UnavailableError


class CheckingAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Checks the signature of every ID token."""

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        return claims


@login_not_required  # type: ignore[untyped-decorator]
def sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider."""
    try:
        response: HttpResponse = OAuth2LoginView.adapter_view(CheckingAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except requests.RequestException:
        raise UnavailableError(
            "account.sign_in_unavailable",
            "The sign-in service does not answer.",
            mend="Try again later, or sign in with your password.",
        ) from None
    location = response.headers.get("Location", "")
    if response.status_code == 302 and urlsplit(location).netloc not in {"", request.get_host()}:
        return render(request, "socialaccount/login_redirect.html", {"redirect_to": location})
    return response


@login_not_required  # type: ignore[untyped-decorator]
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take up whoever comes back from the provider."""
    try:
        response: HttpResponse = OAuth2CallbackView.adapter_view(CheckingAdapter(request, provider_id))(
            request
        )
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return response
