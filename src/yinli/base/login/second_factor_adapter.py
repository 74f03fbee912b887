"""allauth's second factors here: secrets are encrypted at rest, and the last factor that one needs stays."""

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.translation import gettext as _

from yinli.base.login.factors import PRIMARY, must_have
from yinli.base.login.wording import REFUSALS

# What can stand in for neither is refused: no clear secret is taken for an encrypted one.
MARK = "f1:"


class SecondFactors(DefaultMFAAdapter):
    """Encryption with the key in var/secrets, which no dump of the database holds."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": REFUSALS["incorrect_code"]}

    def encrypt(self, text: str) -> str:
        return MARK + _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        if not encrypted_text.startswith(MARK):
            raise ValueError("a second factor's secret is not encrypted")
        return _box().decrypt(encrypted_text.removeprefix(MARK)).decode()

    def get_totp_issuer(self) -> str:
        return _("Yinli")

    def _get_user_identifier(self, user) -> str:
        return user.username

    def _get_site_name(self) -> str:
        return _("Yinli")

    def can_delete_authenticator(self, authenticator) -> bool:
        return not is_last_needed(authenticator)


def is_last_needed(authenticator) -> bool:
    """Whether the person's role asks for a second factor and this is the last one."""
    if not must_have(authenticator.user):
        return False
    others = type(authenticator).objects.filter(user_id=authenticator.user_id, type__in=PRIMARY)
    return not others.exclude(pk=authenticator.pk).exists()


def _box() -> Fernet:
    return Fernet(settings.SECOND_FACTOR_KEY)
