"""What a person had entered into a form that was refused: given back under the names the form itself uses."""

from django import forms
from django.utils.translation import gettext as _

from yinli.base.ui.forms import Dressed

SECRET_FIELDS = ("csrfmiddlewaretoken", "password", "seen", "code", "token")


def typed(request):
    """(label, text) pairs, without secrets, empty fields and what nobody typed."""
    if request.method != "POST":
        return []
    entered = []
    for name in request.POST:
        if not any(secret in name for secret in SECRET_FIELDS):
            texts = [text for text in request.POST.getlist(name) if text.strip()]
            entered += _pairs(_field(request, name), texts)
    return entered


def _pairs(field, texts):
    if field is None:
        # A field of no form of ours: worth giving back where it holds words, not where it holds a key or a code.
        return [(_("What you wrote"), text) for text in texts if not text.isascii() or " " in text.strip()]
    if isinstance(field, forms.ModelChoiceField) or field.widget.is_hidden:
        return []
    if isinstance(field, forms.ChoiceField):
        # Choices that are filled in later are unknown here: their codes are nobody's words.
        words = dict(field.choices)
        return [(field.label, str(words[text])) for text in texts if text in words]
    return [(field.label, text) for text in texts]


def _field(request, name):
    """The field called `name`: of a form of the app that was asked, else of any form."""
    match = getattr(request, "resolver_match", None)
    near = getattr(getattr(match, "func", None), "__module__", "").rpartition(".")[0]
    found = [kind for kind in _kinds(Dressed) if getattr(kind.base_fields.get(name), "label", None)]
    found.sort(key=lambda kind: not (near and kind.__module__.startswith(near)))
    return found[0].base_fields[name] if found else None


def _kinds(base):
    for kind in base.__subclasses__():
        if hasattr(kind, "base_fields"):
            yield kind
        yield from _kinds(kind)
