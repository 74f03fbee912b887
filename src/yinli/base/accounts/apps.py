from django.apps import AppConfig
from django.contrib.auth import signals
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    name = "yinli.base.accounts"
    label = "accounts"

    def ready(self):
        # Every app says in scope.py who relates to its rows how; without it only "all" relations hold.
        # walls.py says the same to the database, more coarsely, for what is confidential or personal.
        # In duties.py it says which of its rows are somebody's work, and what stays when they leave.
        autodiscover_modules("scope", "walls", "duties")
        # Django's own signals, and for the log alone: whoever logs people in, by whatever way, is heard.
        from yinli.base.accounts import security_log

        signals.user_logged_in.connect(security_log.logged_in)
        signals.user_logged_out.connect(security_log.logged_out)
        signals.user_login_failed.connect(security_log.log_in_failed)
