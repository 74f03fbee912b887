"""Pages of enterprises."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinli.base.accounts.permissions import may, require
from yinli.base.history.queries import by_number
from yinli.base.personal.queries import refuse_erased
from yinli.base.ui.form_page import FormPage
from yinli.base.ui.forms import MergeForm, seen_of
from yinli.domain.enterprises import actions, forms, merge_actions, queries, wording
from yinli.domain.enterprises.lists import EnterpriseList
from yinli.domain.enterprises.models import Contact, Enterprise
from yinli.domain.enterprises.queries import Marks
from yinli.domain.enterprises.wording import moments


def enterprises(request):
    """All of them."""
    return EnterpriseList(request).response()


def detail(request, number):
    """One enterprise: names, people, facts, group, registration, and what upper apps know of it."""
    enterprise = by_number(queries.enterprise_page(request.user), number)
    facts = list(enterprise.facts.all())
    registered = Q(enterprise=enterprise)
    if enterprise.credit_code:
        registered |= Q(credit_code=enterprise.credit_code)
    ctx = {
        "enterprise": enterprise,
        "facts": facts,
        "subsidiaries": [
            {**row, "number": Enterprise(pk=row["id"]).number} for row in enterprise.subsidiaries
        ],
        "registrations": list(queries.registrations(request.user).filter(registered)[:5]),
        "marks": Marks(request.user, enterprise, *facts),
        "mergers": _mergers(request.user, enterprise),
        "may": _rights(request.user, enterprise),
    }
    # Who works there is told by its history only to those who may see its people.
    hidden = () if ctx["may"]["see_people"] else ("enterprise.add_contact", "enterprise.edit_contact")
    ctx["history"] = moments(request.user, enterprise, hidden=hidden)
    return render(request, "enterprises/detail.html", ctx)


def _mergers(viewer, enterprise) -> list:
    if not enterprise.was_merged:
        return []
    return list(queries.mergers(viewer).filter(Q(origin=enterprise) | Q(target=enterprise)))


def _rights(user, enterprise) -> dict[str, bool]:
    return {
        "edit": not enterprise.merged_into_id and may(user, "enterprise.edit", enterprise),
        "add": not enterprise.merged_into_id and may(user, "enterprise.create"),
        "merge": may(user, "enterprise.merge", enterprise),
        "see_people": may(user, "contact.view", Contact(enterprise=enterprise)),
        "edit_people": may(user, "contact.edit", Contact(enterprise=enterprise)),
        "reveal": may(user, "contact.reveal", Contact(enterprise=enterprise)),
    }


def add(request):
    """Open an enterprise, once: near names are shown first."""
    require(request.user, "enterprise.create")
    form = forms.EnterpriseForm(request.POST or None, initial={"name": request.GET.get("name", "")})
    page = FormPage(
        title=_("Add an enterprise"),
        trail=[_home()],
        draft="enterprise",
        done=_("The enterprise is in the book."),
        template="enterprises/enterprise_form.html",
    )

    def write(data):
        data.pop("as_new")
        enterprise, _is_new = actions.add_enterprise(by=request.user, **data)
        return _page(enterprise)

    return page.answer(request, form, write)


def edit(request, number):
    """Change what is known."""
    enterprise = _one(request, number)
    require(request.user, "enterprise.edit", enterprise)
    now = {name: getattr(enterprise, name) for name in actions.EDITABLE}
    initial = {**now, "seen": enterprise.version}
    form = forms.EnterpriseEditForm(request.POST or None, initial=initial, record=enterprise)
    page = FormPage(
        title=_("Change %(name)s") % {"name": enterprise.name},
        trail=[_home(), _crumb(enterprise)],
        template="enterprises/enterprise_form.html",
    )

    def write(data):
        values = {name: data[name] for name in actions.EDITABLE}
        actions.edit_enterprise(enterprise, by=request.user, seen=data["seen"], **values)
        return _page(enterprise)

    return page.answer(request, form, write)


def add_alias(request, number):
    """Another name."""
    enterprise = _one(request, number)
    require(request.user, "enterprise.create")
    form = forms.AliasForm(request.POST or None, record=enterprise)
    intro = _("A short form, a brand or a former name. Texts are read with it, and nobody opens it twice.")
    page = FormPage(title=_("Add another name"), intro=intro, trail=[_home(), _crumb(enterprise)])

    def write(data):
        actions.add_alias(enterprise, data["name"], by=request.user)
        return _page(enterprise)

    return page.answer(request, form, write)


def add_contact(request, number):
    """A person who answers there. Only for those who may see the people of this enterprise."""
    enterprise = _one(request, number)
    require(request.user, "enterprise.create")
    require(request.user, "contact.view", Contact(enterprise=enterprise))
    form = forms.ContactForm(request.POST or None)
    page = FormPage(title=_("Add a contact person"), trail=[_home(), _crumb(enterprise)], draft="contact")

    def write(data):
        actions.add_contact(enterprise, data.pop("name"), by=request.user, **data)
        return _page(enterprise)

    return page.answer(request, form, write)


def edit_contact(request, number, pk):
    """Change how a person is reached; what stays empty stays as it is."""
    enterprise = _one(request, number)
    contact = queries.contact(request.user, enterprise, pk)
    require(request.user, "contact.edit", contact)
    refuse_erased(contact.subject)
    form = forms.ContactEditForm(request.POST or None, contact=contact)
    page = FormPage(title=_("Change %(name)s") % {"name": contact.name}, trail=[_home(), _crumb(enterprise)])

    def write(data):
        given = {name: value for name, value in data.items() if value}
        actions.edit_contact(contact, by=request.user, **given)
        return _page(enterprise)

    return page.answer(request, form, write)


def add_fact(request, number):
    """Something known."""
    enterprise = _one(request, number)
    require(request.user, "enterprise.create")
    form = forms.FactForm(request.POST or None)
    intro = _(
        "Say it as it was said, with the year. What a text says is better taken in through the intake: it keeps the quote."
    )
    page = FormPage(title=_("Add a fact"), intro=intro, trail=[_home(), _crumb(enterprise)], draft="fact")

    def write(data):
        other = data["other"]
        actions.add_fact(
            enterprise, data["kind"], data["text"], by=request.user, year=data["year"], other=other,
            other_name=other.name if other else "",
        )  # fmt: skip
        return _page(enterprise)

    return page.answer(request, form, write)


def suggest(request):
    """Names for the field that is being typed into, as options of its list."""
    typed = request.GET.get(request.GET.get("field", "enterprise"), "").strip()
    found = queries.suggestions(request.user, typed) if typed else []
    return render(request, "enterprises/suggestions.html", {"found": found})


def _one(request, number):
    return by_number(queries.enterprises(request.user), number)


def _home():
    return (_("Enterprises"), reverse("enterprises:list"))


def _page(enterprise):
    return reverse("enterprises:detail", args=[enterprise.number])


def _crumb(enterprise):
    return (enterprise.name, _page(enterprise))


@require_GET
def merge_with(request, number):
    """Choose the enterprise that is the same one: called much alike, or found by what is typed."""
    enterprise = by_number(queries.enterprises(request.user), number)
    require(request.user, "enterprise.merge", enterprise)
    typed = request.GET.get("q", "")
    ctx = {
        "enterprise": enterprise,
        "typed": typed,
        "twins": queries.twins(request.user, enterprise, typed),
    }
    return render(request, "enterprises/merge_with.html", ctx)


@require_http_methods(["GET", "POST"])
def merge(request, number, other):
    """See what goes along, and merge."""
    enterprise = by_number(queries.enterprises(request.user), number)
    require(request.user, "enterprise.merge", enterprise)
    target = by_number(queries.enterprises(request.user), other)
    form = MergeForm(
        request.POST or None, initial={"seen": enterprise.version, "target_seen": target.version}
    )
    if request.method == "POST" and form.is_valid():
        seen = (form.cleaned_data["seen"], form.cleaned_data["target_seen"])
        return _merged(request, enterprise, target, seen)
    ctx = {"enterprise": enterprise, "target": target, "form": form}
    return render(request, "enterprises/merge.html", ctx)


def _merged(request, enterprise, target, seen):
    try:
        merge_actions.merge(enterprise, target, by=request.user, seen=seen, today=request.today)
    except merge_actions.MergerRefused as refused:
        messages.error(request, wording.why_not_merged(refused))
        return redirect("enterprises:detail", enterprise.number)
    told = {"name": enterprise.name}
    messages.success(request, _("“%(name)s” is merged into this enterprise. It can be taken back.") % told)
    return redirect("enterprises:detail", target.number)


@require_POST
def undo_merger(request, number, merger):
    """Part them again."""
    enterprise = by_number(queries.enterprises(request.user), number)
    found = by_number(queries.mergers(request.user), merger)
    if enterprise.pk not in (found.origin_id, found.target_id):
        raise Http404(merger)
    try:
        merge_actions.undo(found, by=request.user, seen=seen_of(request), today=request.today)
        messages.success(request, _("Taken back."))
    except merge_actions.MergerRefused as refused:
        messages.error(request, wording.why_not_merged(refused))
    return redirect("enterprises:detail", found.origin.number)
