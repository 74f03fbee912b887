"""What a person had entered into a form that was refused: given back under the names the form itself uses."""

from django import forms
from django.utils.translation import gettext as _

from yinli.base.ui.forms import Dressed

# A part of a name that makes it secret, and names that are: a credit code is neither.
SECRET_PARTS = ("password", "token")
SECRET_NAMES = ("code", "seen", "credential")


def typed(request):
    """(label, text) pairs, without secrets, empty fields and what nobody typed."""
    if request.method != "POST":
        return []
    entered = []
    for name in request.POST:
        if name not in SECRET_NAMES and not any(part in name for part in SECRET_PARTS):
            texts = [text for text in request.POST.getlist(name) if text.strip()]
            entered += _pairs(_field(request, name), texts)
    return entered


def _pairs(field, texts):
    if field is None:
        # A field of no form of ours: worth giving back where it holds words, not where it holds a key or a code.
        return [(_("What you wrote"), text) for text in texts if not text.isascii() or " " in text.strip()]
    if field.widget.is_hidden or getattr(field.widget, "input_type", "") == "password":
        return []
    if isinstance(field, forms.ModelChoiceField):
        return [(field.label, words) for words in _chosen(field, texts)]
    if isinstance(field, forms.ChoiceField):
        # Choices that are filled in later are unknown here: their codes are nobody's words.
        words = dict(field.choices)
        return [(field.label, str(words[text])) for text in texts if text in words]
    return [(field.label, text) for text in texts]


def _chosen(field, texts):
    """What the form called the rows that were chosen; nothing for one that it did not offer."""
    if field.queryset is None:
        return []
    key = field.to_field_name or "pk"
    try:
        rows = list(field.queryset.filter(**{f"{key}__in": texts}))
    except (ValueError, TypeError, forms.ValidationError):
        return []
    return [str(field.label_from_instance(row)) for row in rows]


def _field(request, name):
    """The field called `name`: of the form that was filled with it, else of a form of the app that was asked, else
    of any form."""
    for form in getattr(request.POST, "filled", ()):
        for own, field in form.fields.items():
            if form.add_prefix(own) == name:
                return field
    return _field_of_a_kind(request, name)


def _field_of_a_kind(request, name):
    match = getattr(request, "resolver_match", None)
    near = getattr(getattr(match, "func", None), "__module__", "").rpartition(".")[0]
    found = [kind for kind in _kinds(Dressed) if getattr(kind.base_fields.get(name), "label", None)]
    found.sort(key=lambda kind: not (near and kind.__module__.startswith(near)))
    field = found[0].base_fields[name] if found else None
    # Which rows a form offers, it says once it is filled: all others are nobody's to be told of.
    return forms.Field(widget=forms.HiddenInput) if isinstance(field, forms.ModelChoiceField) else field


def _kinds(base):
    for kind in base.__subclasses__():
        if hasattr(kind, "base_fields"):
            yield kind
        yield from _kinds(kind)
