"""The log-in page: allauth's, with the other doors beside the password."""

from allauth.account.views import LoginView

from yinli.base.login.doors.configured import doors
from yinli.base.login.entering import ENDED


class Entry(LoginView):
    """Password, passkey, or another system."""

    def get_context_data(self, **kwargs):
        own = {"doors": list(doors().values()), "ended": ENDED in self.request.GET}
        return {**super().get_context_data(**kwargs), **own}


log_in = Entry.as_view()
