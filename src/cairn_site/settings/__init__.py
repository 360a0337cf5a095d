"""Django's settings, from the environment (:mod:`cairn_site.settings.environment`)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from csp.constants import NONCE, NONE, SELF

from cairn_site.settings.environment import Mode, read_environment

ENVIRONMENT: Final = read_environment(os.environ)
ROOT: Final = Path(__file__).resolve().parent.parent

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = [
    ENVIRONMENT.host,
    *(["localhost", "127.0.0.1", "testserver"] if not ENVIRONMENT.is_secure else []),
]
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.origin]
ROOT_URLCONF = "cairn_site.urls"
WSGI_APPLICATION = "cairn_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Person"

CAIRN_ORIGIN = ENVIRONMENT.origin
CAIRN_MODE = ENVIRONMENT.mode
CAIRN_DATA = ENVIRONMENT.data
CAIRN_WORKER_IN_WEB = ENVIRONMENT.worker_in_web
CAIRN_TRUST_PROXY = ENVIRONMENT.trust_proxy
CAIRN_LEASE_SECONDS = ENVIRONMENT.lease_seconds
CAIRN_METRICS_TOKEN = ENVIRONMENT.metrics_token
CAIRN_MAIL_LEAVES = ENVIRONMENT.mail["CAIRN_MAIL_LEAVES"]

# The tower: every app may use those after it, never those before it.
CAIRN_APPS: Final = (
    "operating",
    "awarding",
    "assessing",
    "designing",
    "aligning",
    "organisations",
    "accounts",
    "platform",
)
INSTALLED_APPS = [
    *(f"cairn_site.{name}" for name in CAIRN_APPS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "cairn_site.platform.middleware.RequestContextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cairn_site.platform.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cairn_site.accounts.middleware.ActivityMiddleware",
    "axes.middleware.AxesMiddleware",
    "cairn_site.accounts.middleware.PersonMiddleware",
    "cairn_site.platform.middleware.ErrorPageMiddleware",
]

DATABASES: dict[str, Any] = {"default": dict(ENVIRONMENT.database)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "platform" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cairn_site.platform.furniture.page",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "template_partials.templatetags.partials"],
        },
    }
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
# Static files are served from where they stand in the packages; nothing is collected.
STATIC_ROOT = None
MEDIA_URL = "media/"
MEDIA_ROOT = ENVIRONMENT.data / "media"
STORAGES = {
    "default": dict(ENVIRONMENT.files),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
globals().update({name: value for name, value in ENVIRONMENT.mail.items() if name.startswith("EMAIL_")})

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.is_secure
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if ENVIRONMENT.is_secure else "cairn-session"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cairn_site.platform.failures.csrf_failure"
# How often one address may send a form whose view is not ours: times, seconds. Ours say so by limits.limited.
CAIRN_POST_LIMITS: dict[str, tuple[int, int]] = {
    "account_login": (30, 300),
    "account_signup": (20, 3600),
    "account_reset_password": (10, 3600),
    "account_reset_password_from_key": (20, 3600),
    "account_confirm_email": (30, 3600),
    "account_reauthenticate": (30, 300),
    "mfa_authenticate": (20, 300),
    "mfa_login_webauthn": (30, 300),
    "set_language": (60, 60),
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.mode is Mode.PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.trust_proxy else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

AUTHENTICATION_BACKENDS = [
    "cairn_site.operating.demo.gate.DemoGate",
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "landing"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENVIRONMENT.is_secure else "http"
ACCOUNT_ADAPTER = "cairn_site.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "cairn_site.accounts.forms.AddAddressForm",
    "change_password": "cairn_site.accounts.forms.ChangePasswordForm",
    "login": "cairn_site.accounts.forms.SignInForm",
    "reauthenticate": "cairn_site.accounts.forms.ConfirmPasswordForm",
    "reset_password": "cairn_site.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "cairn_site.accounts.forms.ResetPasswordKeyForm",
    "set_password": "cairn_site.accounts.forms.SetPasswordForm",
    "signup": "cairn_site.accounts.forms.SignUpForm",
}
# Wrong passwords are counted by axes, in the database, for every process together.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip"}
ACCOUNT_MAX_EMAIL_ADDRESSES = 10
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.trust_proxy else 0
MFA_ADAPTER = "cairn_site.accounts.adapters.MfaAdapter"
MFA_FORMS = {
    "activate_totp": "cairn_site.accounts.forms.ActivateAppForm",
    "add_webauthn": "cairn_site.accounts.forms.AddPasskeyForm",
    "authenticate": "cairn_site.accounts.forms.SecondFactorForm",
    "authenticate_webauthn": "cairn_site.accounts.forms.KeyFactorForm",
    "edit_webauthn": "cairn_site.accounts.forms.RenamePasskeyForm",
    "login_webauthn": "cairn_site.accounts.forms.SignInByKeyForm",
    "reauthenticate": "cairn_site.accounts.forms.ConfirmCodeForm",
    "reauthenticate_webauthn": "cairn_site.accounts.forms.ConfirmKeyForm",
}
MFA_TOTP_TOLERANCE = 1
# Nobody signs in without an address of their own: a second factor may come before a second address is shown.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.is_secure
USERSESSIONS_TRACK_ACTIVITY = True
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_ADAPTER = "cairn_site.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_FORMS = {"signup": "cairn_site.accounts.forms.ServiceSignUpForm"}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": app["name"],
                "client_id": app["client_id"],
                "secret": app["secret"],
                "settings": {"server_url": app["server"]},
            }
            for app in ENVIRONMENT.oidc
        ],
    }
}
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "cairn_site.accounts.lockout.username_of"
AXES_LOCKOUT_CALLABLE = "cairn_site.accounts.lockout.answer_locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_IPWARE_META_PRECEDENCE_ORDER = (
    ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"] if ENVIRONMENT.trust_proxy else ["REMOTE_ADDR"]
)
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "cairn_site.platform.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"cairn_site": {"level": "INFO"}},
}
