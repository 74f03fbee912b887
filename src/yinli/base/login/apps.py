from django.apps import AppConfig


class LoginConfig(AppConfig):
    name = "yinli.base.login"
    label = "login"

    def ready(self):
        from allauth.account.signals import authentication_step_completed
        from django.contrib.auth.signals import user_logged_in

        from yinli.base.history.wording import register_actions, register_labels, register_values
        from yinli.base.login.confirming import proven
        from yinli.base.login.doors.configured import door_words
        from yinli.base.login.sessions import begin
        from yinli.base.login.wording import LABELS, NOTICES, SENTENCES
        from yinli.base.notices.wording import register_kinds

        # Django and allauth tell of a log-in and of a fresh proof by these signals alone.
        user_logged_in.connect(begin, dispatch_uid="yinli.session.begin")
        authentication_step_completed.connect(proven, dispatch_uid="yinli.session.proven")
        register_actions(SENTENCES)
        register_kinds(NOTICES)
        register_labels("accounts.user", LABELS)
        register_values("accounts.user", {"door": door_words})
