"""How allauth behaves here: people are invited, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter


class InvitationOnly(DefaultAccountAdapter):
    """Log-in only; accounts are made by an administrator."""

    def is_open_for_signup(self, request) -> bool:
        return False
