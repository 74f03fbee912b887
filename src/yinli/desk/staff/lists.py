"""The list of people."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.models import User
from yinli.base.ui.forms import Filters
from yinli.base.ui.lists import Column, ListPage
from yinli.desk.staff import queries


class PeopleFilters(Filters):
    """By role, and whether the account is open."""

    role = django_filters.ChoiceFilter(label=_("Role"), choices=User.Role.choices)
    is_active = django_filters.ChoiceFilter(
        label=_("Account"), choices=[("True", _("Account open")), ("False", _("Account shut"))]
    )

    class Meta:
        model = User
        fields = []


class PeopleList(ListPage):
    """Everybody with an account."""

    title = _("People and units")
    subtitle = _("Who works here, in which unit, and what they may do.")
    template = "staff/people.html"
    columns = (
        Column("name", _("Name of the person"), main=True, sort="name"),
        Column("username", _("Log-in name"), sort="username"),
        Column("role", _("Role"), value=lambda user: user.get_role_display(), sort="role"),
        Column("unit.name", _("Unit"), sort="unit__path"),
        Column("is_active", _("Account"), template="staff/_account_cell.html", sort="is_active"),
    )
    filters = PeopleFilters
    search = ("name__icontains", "username__icontains", "unit__name__icontains")
    order = ("unit__path", "name")
    empty_title, empty_text, empty_icon = _("No account yet"), _("Open the first account."), "users-group"

    def queryset(self, viewer):
        """Every account."""
        return queries.everybody(viewer)

    def row_url(self, row):
        """A person's page."""
        return reverse("staff:person", args=[row.pk])
