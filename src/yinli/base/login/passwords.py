"""How long a password is, in words of our own: Django's are not put into Chinese in every release."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """A password has at least so many characters."""

    def get_error_message(self):
        """What is wrong with a shorter one."""
        told = ngettext(
            "The password is too short: it needs at least %(num)d character.",
            "The password is too short: it needs at least %(num)d characters.",
            self.min_length,
        )
        return told % {"num": self.min_length}
