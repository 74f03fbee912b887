"""Pages of enterprises."""

from django.db.models import Q
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import may, require
from yinli.base.history.queries import by_number
from yinli.base.personal.queries import refuse_erased
from yinli.domain.enterprises import actions, forms, queries
from yinli.domain.enterprises.forms import FormPage
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
        "may": _rights(request.user, enterprise),
    }
    # Who works there is told by its history only to those who may see its people.
    hidden = () if ctx["may"]["see_people"] else ("enterprise.add_contact", "enterprise.edit_contact")
    ctx["history"] = moments(request.user, enterprise, hidden=hidden)
    return render(request, "enterprises/detail.html", ctx)


def _rights(user, enterprise) -> dict[str, bool]:
    return {
        "edit": may(user, "enterprise.edit", enterprise),
        "add": may(user, "enterprise.create"),
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
