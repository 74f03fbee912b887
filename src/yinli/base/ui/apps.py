"""The interface's Django app: shell, macros, lists, forms, panels and the assets they need."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Register how the refusals of the base are told to people."""

    name = "yinli.base.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.accounts.open_accounts import TRIGGER, AccountClosed
        from yinli.base.accounts.permissions import NotAllowed
        from yinli.base.history.actions import PersonalNumberInText, StaleWrite
        from yinli.base.ui.clashes import Clash, register_kept_rule
        from yinli.base.ui.refusals import register_refusal

        register_refusal(PersonalNumberInText, 422)
        register_refusal(NotAllowed, 403, "ui/refused_403.html")
        register_refusal(StaleWrite, 409, "ui/refused_409.html")
        register_refusal(AccountClosed, 409, "ui/refused_closed.html")
        register_refusal(Clash, 409, "ui/refused_clash.html")
        register_kept_rule(
            TRIGGER,
            _("The account of whoever was to have this has just been closed."),
            _("Choose somebody else who has an open account."),
        )
