"""The log-in page: allauth's, with the other doors beside the password."""

from allauth.account.views import LoginView
from django.shortcuts import redirect

from yinli.base.login.doors.configured import doors
from yinli.base.login.entering import ENDED, passed_by


class Entry(LoginView):
    """Password, passkey, or another system; within the app of one that lets people in silently, that one at once."""

    def get(self, request, *args, **kwargs):
        elsewhere = passed_by(request)
        return redirect(elsewhere) if elsewhere else super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        own = {"doors": list(doors().values()), "ended": ENDED in self.request.GET}
        return {**super().get_context_data(**kwargs), **own}


log_in = Entry.as_view()
