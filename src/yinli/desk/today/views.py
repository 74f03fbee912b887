"""Today, and search over everything."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from yinli.base.accounts.permissions import may
from yinli.base.accounts.queries import people, units
from yinli.desk.today import leader, matters, sections
from yinli.desk.today.search import by_number, search
from yinli.domain.targets.wording import name_of, said


@require_GET
def home(request):
    """What needs me, by what my role answers for."""
    shown = PAGES.get(request.user.role, _work)
    return shown(request)


def _work(request):
    writes = may(request.user, "project.create") or may(request.user, "intake.read")
    made = sections.for_work if writes else sections.for_reading
    context = {
        "sections": made(request.user, request.today),
        "may_note": may(request.user, "visit.create"),
        "may_open": may(request.user, "project.create") and may(request.user, "enterprise.name_first"),
        "may_read": may(request.user, "intake.read"),
    }
    return render(request, "today/home.html", context)


def _leader(request):
    page = leader.leaders_page(request.user, request.today)
    context = {"page": page, "name_of": name_of, "said": said, "said_count": sections.said}
    return render(request, "today/leader.html", context)


def _administrator(request):
    context = {"people": people(request.user).count(), "units": units(request.user).count()}
    return render(request, "today/administrator.html", context)


def _department(request):
    page = matters.departments_page(request.user, request.today)
    return render(request, "today/department.html", {"page": page})


# Those whose day is no list of projects.
PAGES = {"leader": _leader, "department": _department, "administrator": _administrator}


@require_GET
def find(request):
    """Records of every kind that hold the words asked for; a public number leads straight to its record."""
    asked = request.GET.get("q", "").strip()[:100]
    there = by_number(request.user, asked)
    if there:
        return redirect(there)
    context = {"asked": asked, "groups": search(request.user, asked)}
    return render(request, "today/search.html", context)
