"""An OpenID Connect provider behind a transport adapter of ``requests``: real requests, and no packet leaves.

It keeps to the rules a client must pass: authorization code once, PKCE (S256), client secret, redirect address,
and ID tokens signed with RS256.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from requests.adapters import BaseAdapter

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVER = "https://id.example.edu"
CLIENT_ID = "cairn"
CLIENT_SECRET = "a secret of the client"


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(slots=True, kw_only=True)
class SimulatedProvider:
    """A provider with one person; ``claims`` is what it says of them, ``down`` lets nothing answer."""

    claims: dict[str, Any] = field(
        default_factory=lambda: {
            "sub": "248289761001",
            "name": "Grace Hopper",
            "email": "grace@example.edu",
            "email_verified": True,
        }
    )
    down: bool = False
    key: rsa.RSAPrivateKey = field(default_factory=_new_key)
    signing_key: rsa.RSAPrivateKey | None = None
    token_changes: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def settings(self) -> dict[str, Any]:
        """Return the setting that has a site trust this provider."""
        app = {
            "provider_id": "sso",
            "name": "Example University",
            "client_id": CLIENT_ID,
            "secret": CLIENT_SECRET,
            "settings": {"server_url": SERVER},
        }
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}

    def authorize(self, location: str) -> str:
        """Do what a person does at the provider: agree; return where the browser is sent back to."""
        parts = urlsplit(location)
        asked = dict(parse_qsl(parts.query))
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{SERVER}/authorize"
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT_ID
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self._codes[code] = {"challenge": asked["code_challenge"], "redirect_uri": asked["redirect_uri"]}
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def session(self) -> requests.Session:
        """Return a session whose requests come here."""
        session = requests.Session()
        session.trust_env = False
        session.mount("https://", _Transport(self))
        return session

    def answer(self, request: requests.PreparedRequest) -> tuple[int, Mapping[str, Any]]:
        """Answer one request."""
        path = urlsplit(request.url or "").path
        self.asked.append(path)
        if self.down:
            raise requests.ConnectionError("the provider does not answer")
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": SERVER,
                "authorization_endpoint": f"{SERVER}/authorize",
                "token_endpoint": f"{SERVER}/token",
                "userinfo_endpoint": f"{SERVER}/userinfo",
                "jwks_uri": f"{SERVER}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/keys":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
            return 200, {"keys": [{**public, "kid": "1", "alg": "RS256", "use": "sig"}]}
        if path == "/userinfo":
            return 200, self.claims
        if path == "/token":
            return self._exchange(request)
        return 404, {}

    def _exchange(self, request: requests.PreparedRequest) -> tuple[int, Mapping[str, Any]]:
        body = request.body.decode() if isinstance(request.body, bytes) else str(request.body or "")
        given = {name: values[0] for name, values in parse_qs(body).items()}
        known = self._codes.pop(given.get("code", ""), None)
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        checks = {
            "code": known is not None,
            "client": (given.get("client_id"), given.get("client_secret")) == (CLIENT_ID, CLIENT_SECRET),
            "redirect_uri": known is not None and given.get("redirect_uri") == known["redirect_uri"],
            "pkce": known is not None and challenge == known["challenge"],
        }
        failed = [name for name, is_right in checks.items() if not is_right]
        if failed:
            self.refusals += failed
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {**self.claims, "iss": SERVER, "aud": CLIENT_ID, "iat": now, "exp": now + 300}
        token = jwt.encode(
            {**claims, **self.token_changes},
            self.signing_key or self.key,
            algorithm="RS256",
            headers={"kid": "1"},
        )
        return 200, {"access_token": secrets.token_urlsafe(8), "token_type": "Bearer", "id_token": token}


class _Transport(BaseAdapter):
    def __init__(self, provider: SimulatedProvider) -> None:
        super().__init__()
        self.provider = provider

    def send(self, request: requests.PreparedRequest, **_rest: Any) -> requests.Response:
        status, body = self.provider.answer(request)
        response = requests.Response()
        response.status_code = status
        response.headers["Content-Type"] = "application/json"
        response.raw = io.BytesIO(json.dumps(body).encode())
        response.url = request.url or ""
        response.request = request
        return response

    def close(self) -> None:
        """Nothing is open."""
