"""The log-in page: allauth's, with the other doors beside the password."""

from allauth.account.views import LoginView

from yinli.base.login.doors.configured import doors


class Entry(LoginView):
    """Password, passkey, or another system."""

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "doors": list(doors().values())}


log_in = Entry.as_view()
