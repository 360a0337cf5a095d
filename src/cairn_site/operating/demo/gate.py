"""The passwords of the demo world stand in its source, so they open nothing for anybody on another machine.

``tests/cairn_site/operating/demo/test_gate.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied

from cairn_site.platform import installation
from cairn_site.platform.callers import is_on_this_machine

if TYPE_CHECKING:
    from django.http import HttpRequest


class DemoGate(BaseBackend):
    """The first backend that is asked: it signs nobody in, and in a demo world it sends strangers away."""

    def authenticate(self, request: HttpRequest | None, **_credentials: object) -> None:
        """Return if the other backends may be asked; raises ``PermissionDenied``, which ends the asking."""
        if request is not None and not is_on_this_machine(request) and installation.is_demo():
            raise PermissionDenied
