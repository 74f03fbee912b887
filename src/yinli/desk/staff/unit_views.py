"""The page on which a unit is dissolved: what goes over, what stays, and then it is done."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yinli.base.accounts.models import Unit, User
from yinli.base.accounts.permissions import require
from yinli.desk.staff import unit_actions as actions
from yinli.desk.staff.unit_forms import DissolveForm
from yinli.desk.staff.wording import unit_refusal


@require_http_methods(["GET", "HEAD", "POST"])
def dissolve(request, key):
    """With ?successor=… what would go over; POST dissolves the unit."""
    require(request.user, "unit.manage")
    unit = get_object_or_404(Unit, pk=key)
    asked = request.POST if request.method == "POST" else request.GET
    form = DissolveForm(unit, asked if asked.get("successor") or request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.dissolve(unit, form.cleaned_data["successor"], by=request.user, today=request.today)
        except actions.NotDissolved as refused:
            messages.error(request, unit_refusal(refused))
            return redirect("staff:units")
        messages.success(request, _("%(unit)s is dissolved.") % {"unit": unit.name})
        return redirect("staff:units")
    estate = actions.estate_of(unit)
    context = {
        "unit": unit,
        "form": form,
        "goes": [(one.title, count) for one, count in estate if not one.must_end],
        "must_end": [(one.title, count) for one, count in estate if one.must_end and count],
        "people": User.objects.filter(unit=unit, is_active=True).order_by("name"),
        "below": Unit.objects.filter(parent=unit, closed_on=None).order_by("path"),
        "successor": form.cleaned_data["successor"] if form.is_bound and form.is_valid() else None,
    }
    return render(
        request, "staff/dissolve.html", context, status=422 if form.is_bound and form.errors else 200
    )
