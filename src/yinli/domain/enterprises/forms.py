"""Forms of enterprises, and the fields with which other forms name an enterprise."""

import re

from django import forms
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yinli.base.personal.forms import PhoneField
from yinli.base.ui.forms import Form, Seen
from yinli.core import names
from yinli.domain.enterprises.actions import GroupLoop, check_parent
from yinli.domain.enterprises.models import Enterprise, EnterpriseFact
from yinli.domain.enterprises.queries import candidates_for, same_name
from yinli.domain.enterprises.rules import WrongCreditCode, cleaned_credit_code

# Blanks, commas and semicolons, in both scripts, and the Chinese enumeration comma.
_BETWEEN = re.compile(r"[\s,;\u3001\uff0c\uff1b]+")


class WordsField(forms.CharField):
    """Several words in one line; the value is a list."""

    def clean(self, value):
        """The words, each once, in the order typed."""
        return list(dict.fromkeys(word for word in _BETWEEN.split(super().clean(value) or "") if word))

    def prepare_value(self, value):
        """A list as a line."""
        return " ".join(value) if isinstance(value, list) else value


class EnterpriseInput(forms.TextInput):
    """A text input that proposes known enterprises while one types (name, alias, pinyin or initials)."""

    def __init__(self, attrs=None):
        asks = {
            "autocomplete": "off",
            "hx-get": reverse_lazy("enterprises:suggest"),
            "hx-trigger": "input changed delay:200ms",
            "hx-sync": "this:replace",
            "hx-swap": "innerHTML",
        }
        super().__init__({**asks, **(attrs or {})})

    def render(self, name, value, attrs=None, renderer=None):
        """The input and the list that its proposals are put into."""
        names_id = f"{(attrs or {}).get('id', name)}_names"
        attrs = {
            **(attrs or {}),
            "list": names_id,
            "hx-target": f"#{names_id}",
            "hx-vals": f'{{"field": "{name}"}}',
        }
        return format_html(
            '{}<datalist id="{}"></datalist>', super().render(name, value, attrs, renderer), names_id
        )


class EnterpriseField(forms.CharField):
    """An enterprise by its name; the value is the Enterprise, or None where it may be empty."""

    widget = EnterpriseInput
    default_error_messages = {"unknown": _("No enterprise of this name is known. Choose one of the list.")}

    def clean(self, value):
        """The enterprise called so."""
        typed = super().clean(value)
        if not typed:
            return None
        found = same_name(typed)
        if found is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return found

    def prepare_value(self, value):
        """An enterprise as its name."""
        return value.name if isinstance(value, Enterprise) else value


class EnterprisesField(forms.CharField):
    """Several enterprises, a line each; the value is a list of Enterprise."""

    widget = forms.Textarea

    def clean(self, value):
        """The enterprises called so; raises with the lines that name none."""
        typed = [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]
        found = {line: same_name(line) for line in typed}
        unknown = [line for line, enterprise in found.items() if enterprise is None]
        if unknown:
            says = _("Not known: %(names)s. Open the enterprise first, or correct its name.")
            raise forms.ValidationError(says, params={"names": " · ".join(unknown)})
        return list(dict.fromkeys(found.values()))

    def prepare_value(self, value):
        """Enterprises as lines."""
        return "\n".join(str(one) for one in value) if isinstance(value, (list, tuple)) else value


class NameOnce(forms.Form):
    """Mixin: a name that is new, or is certainly meant to be; `near` are the likely doubles to show."""

    as_new = forms.BooleanField(
        required=False, label=_("None of these: write it down as a new enterprise"), widget=forms.HiddenInput
    )
    near: list[Enterprise] = []

    def check_new_name(self, name: str, field: str) -> None:
        """Complain about `field` while the name is very like known ones and nobody said that it is new."""
        self.near = [other for other in candidates_for(name) if names.similarity(name, other.name) >= 0.5]
        if self.near and not self.cleaned_data.get("as_new"):
            self.fields["as_new"].widget = forms.CheckboxInput({"class": "form-check-input"})
            self.add_error(
                field, _("Enterprises with nearly this name are known already. Is it one of them?")
            )


class EnterpriseForm(NameOnce, Form):
    """A new enterprise."""

    name = forms.CharField(label=_("Full name"), max_length=120, widget=forms.TextInput({"autofocus": True}))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Enterprise.Kind.choices, initial=Enterprise.Kind.ENTERPRISE
    )
    city = forms.CharField(label=_("City"), max_length=40, required=False)
    industries = WordsField(
        label=_("Industries"), required=False, help_text=_("Several are separated by blanks or commas.")
    )
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        max_length=24,
        required=False,
        help_text=_("18 signs; its check sign is verified."),
    )
    about = forms.CharField(label=_("About"), required=False, widget=forms.Textarea)
    field_order = ("name", "as_new")

    record: Enterprise | None = None

    def clean_credit_code(self):
        """The code in its one spelling."""
        try:
            code = cleaned_credit_code(self.cleaned_data["credit_code"])
        except WrongCreditCode as wrong:
            raise forms.ValidationError(
                _(
                    "%(code)s cannot be right: a code has 18 signs without I, O, S, V, Z, and its last sign checks the others."
                ),
                params={"code": wrong.code},
            ) from wrong
        holder = code and Enterprise.objects.filter(credit_code=code).exclude(pk=self._own_pk()).first()
        if holder:
            raise forms.ValidationError(_("%(name)s has this code already."), params={"name": holder.name})
        return code

    def _own_pk(self):
        return self.record.pk if self.record else None

    def clean(self):
        """A known name is not opened twice."""
        cleaned = super().clean()
        if name := cleaned.get("name"):
            known = same_name(name)
            if known:
                self.near = [known]
                self.add_error("name", _("This enterprise is known already."))
            else:
                self.check_new_name(name, "name")
        return cleaned


class EnterpriseEditForm(Seen, EnterpriseForm):
    """What is known of an enterprise, changed."""

    parent = EnterpriseField(label=_("Subsidiary of"), required=False)
    field_order = ("name", "as_new", "kind", "city", "industries", "parent", "credit_code", "about")

    def __init__(self, *args, record: Enterprise, **kwargs):
        self.record = record
        super().__init__(*args, **kwargs)

    def clean(self):
        """A changed name must not be another's; the parent must not lie below."""
        cleaned = Form.clean(self)
        known = same_name(cleaned["name"]) if cleaned.get("name") else None
        if known and known.pk != self.record.pk:
            self.near = [known]
            self.add_error("name", _("Another enterprise goes by this name already."))
        self._check_parent(cleaned.get("parent"))
        return cleaned

    def _check_parent(self, parent):
        try:
            check_parent(self.record, parent)
        except GroupLoop:
            self.add_error(
                "parent", _("An enterprise cannot stand below itself or one of its own subsidiaries.")
            )


class AliasForm(Form):
    """Another name of an enterprise."""

    name = forms.CharField(label=_("Other name"), max_length=120, widget=forms.TextInput({"autofocus": True}))

    def __init__(self, *args, record: Enterprise, **kwargs):
        self.record = record
        super().__init__(*args, **kwargs)

    def clean_name(self):
        """A name that belongs to nobody yet."""
        known = same_name(self.cleaned_data["name"])
        if known == self.record:
            raise forms.ValidationError(_("It is known under this name already."))
        if known:
            raise forms.ValidationError(_("%(name)s goes by this name."), params={"name": known.name})
        return self.cleaned_data["name"]


class ContactForm(Form):
    """A person of an enterprise."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Name"), max_length=60, widget=forms.TextInput({"autofocus": True})
    )
    title = forms.CharField(label=_("Job title"), max_length=120, required=False)
    phone = PhoneField()
    email = forms.EmailField(label=_("E-mail"), required=False)


class ContactEditForm(Form):
    """How a person is reached, changed. Masked values are not filled in: what stays empty stays as it is."""

    title = forms.CharField(label=_("Job title"), max_length=120, required=False)
    phone = PhoneField()
    email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, *args, contact, **kwargs):
        super().__init__(*args, initial={"title": str(contact.title)}, **kwargs)
        for name in ("phone", "email"):
            self.fields[name].help_text = _("Now %(value)s. Left empty, it stays.") % {
                "value": getattr(contact, name) or "–"
            }


class FactForm(Form):
    """Something known of an enterprise."""

    kind = forms.ChoiceField(label=_("Kind"), choices=EnterpriseFact.Kind.choices)
    text = forms.CharField(
        label=_("What is known"), max_length=400, widget=forms.Textarea({"autofocus": True})
    )
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2100)
    other = EnterpriseField(label=_("Other enterprise"), required=False)
