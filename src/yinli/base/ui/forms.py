"""Forms that look and behave alike: Tabler's widgets, days as days, money as people write it."""

from decimal import Decimal

import django_filters
from django import forms
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from yinli.core.money import MoneyNotRead, format_yuan, parse_yuan
from yinli.core.personal_numbers import find

# What Django writes on every textarea that asked for nothing.
DJANGOS_ROWS = "10"
# Money columns hold 18 digits before the point.
MOST_YUAN = Decimal(10) ** 17
CLASSES = (
    ((forms.CheckboxSelectMultiple, forms.RadioSelect), "choice-list"),
    ((forms.CheckboxInput,), "form-check-input"),
    ((forms.Select, forms.SelectMultiple), "form-select"),
    ((forms.HiddenInput,), ""),
    ((forms.Widget,), "form-control"),
)


def dress(form):
    """Give every widget of `form` the classes the style sheet knows."""
    for field in form.fields.values():
        widget = field.widget
        look = next(css for kinds, css in CLASSES if isinstance(widget, kinds))
        has = widget.attrs.get("class", "").split()
        widget.attrs["class"] = " ".join([*has, *([look] if look and look not in has else [])])
        if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == DJANGOS_ROWS:
            widget.attrs["rows"] = 3


# Django's line for nothing chosen.
DASHES = "---------"


def name_the_blank(field):
    """Let a choice that is still open say so, where Django draws a line."""
    blank = _("Choose…") if field.required else _("Not chosen")
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = blank
    elif isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.Select):
        choices = list(field.choices)
        if choices and choices[0] == ("", DASHES):
            field.choices = [("", blank), *choices[1:]]


NUMBER_WORDS = {
    "mobile": _("a mobile phone number"),
    "landline": _("a phone number"),
    "identity": _("an identity number"),
    "card": _("a bank card number"),
    "email": _("an e-mail address"),
}


class Dressed:
    """Mixin of the forms below. A personal number typed into a free text is caught here, in one place: `about_people`
    names the fields that are for one."""

    about_people: tuple[str, ...] = ("phone", "email", "identity", "username", "password", "credit_code")

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        if isinstance(self.data, QueryDict):
            # So that a refusal gives back what was entered as this very form called it (base.ui.typed).
            self.data.filled = [*getattr(self.data, "filled", ()), self]  # type: ignore[attr-defined]
        dress(self)
        for field in self.fields.values():
            name_the_blank(field)

    def _clean_fields(self):
        super()._clean_fields()
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            # Of a known enterprise its name is typed, of an amount its figure: only what stays text is read.
            if isinstance(value, str) and type(field) is forms.CharField and name not in self.about_people:
                self._refuse_numbers(name, value)

    def _refuse_numbers(self, name, value):
        for found in find(value)[:1]:
            says = _(
                "This holds %(what)s (%(which)s). Phone and identity numbers, cards and e-mail addresses are kept under "
                "People of the enterprise, where they are encrypted: write it there and take it out here."
            )
            told = {"what": NUMBER_WORDS[found.kind], "which": value[found.start : found.end]}
            self.add_error(name, forms.ValidationError(says, params=told, code="personal_number"))


class Form(Dressed, forms.Form):
    """A form of Yinli."""


class ModelForm(Dressed, forms.ModelForm):
    """A form over a model: it validates and cleans, an action writes. Its `save` is therefore shut."""

    def save(self, commit=True):
        """Refused: writes live in actions. Use `form.cleaned_data`."""
        raise TypeError("A form does not write: hand form.cleaned_data to an action.")


class Seen(forms.Form):
    """Mixin: the version of the record the writer was looking at, to be passed on as `seen=`."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


def seen_of(request) -> int:
    """The version that a form without fields was looking at; 0, which is always stale, for none."""
    text = request.POST.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


class DayInput(forms.DateInput):
    """A day picked with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A calendar day; the value is a date."""

    widget = DayInput

    def __init__(self, **kwargs):
        super().__init__(**{"input_formats": ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"], **kwargs})


class MoneyField(forms.CharField):
    """An amount as people write it; the value is Decimal yuan, or the whole Amount with `whole=True`."""

    default_error_messages = {
        "unread": _("This cannot be read as an amount. Write it with its unit, such as 500 million yuan."),
        "foreign": _("Write this amount in yuan: no exchange rate is kept here."),
        "negative": _("An amount cannot be below zero."),
    }

    def __init__(self, *, whole=False, **kwargs):
        self.whole = whole
        super().__init__(**kwargs)
        self.widget.attrs.update(inputmode="text", autocomplete="off", **{"data-money": True})

    def clean(self, value):
        """Decimal yuan or Amount; None for an empty field that may be empty."""
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = parse_yuan(text)
        except MoneyNotRead as error:
            raise self._wrong("unread") from error
        if amount.yuan is None and not self.whole:
            raise self._wrong("foreign")
        if abs(amount.original) >= MOST_YUAN:
            raise self._wrong("unread")
        if amount.original < 0:
            raise self._wrong("negative")
        return amount if self.whole else amount.yuan

    def _wrong(self, code):
        return forms.ValidationError(self.error_messages[code], code=code)

    def prepare_value(self, value):
        """Decimal yuan in words, every digit kept; what was typed stays as it was typed."""
        return format_yuan(value, exact=True) if isinstance(value, Decimal) else value


class PlainSelect(forms.Select):
    """A select without groups, written out at once: Django's goes through two templates for each of hundreds of
    people and units, which costs more than all the rest of a list."""

    def render(self, name, value, attrs=None, renderer=None):
        """The select and its options; one with groups is left to Django."""
        # Not `list`, which would have a query counted first.
        choices = [choice for choice in self.choices]
        if any(isinstance(label, (list, tuple)) for _value, label in choices):
            return super().render(name, value, attrs, renderer)
        chosen = set(self.format_value(value))
        given = {"name": name, **self.build_attrs(self.attrs, attrs)}
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, " selected" if key in chosen else "", label)
                for key, label in (("" if key is None else str(key), label) for key, label in choices)
            ),
        )
        return format_html("<select{}>{}</select>", flatatt(given), options)


class _Names(django_filters.fields.ModelChoiceIterator):
    """Keys and names alone, where Django makes an object of each row to ask it for its name."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for key, *names in self.queryset.values_list("pk", *self.field.names):
            yield key, next(filter(None, names), "")


class _ByNameField(django_filters.fields.ModelChoiceField):
    iterator = _Names

    def __init__(self, *args, names=("name",), **kwargs):
        self.names = names
        super().__init__(*args, **kwargs)


class ByNameFilter(django_filters.ModelChoiceFilter):
    """A filter by one of hundreds of units or people; `names` are the columns of which the first that is filled in is
    shown."""

    field_class = _ByNameField


class Filters(django_filters.FilterSet):
    """The filters of a list: each control is named by its own first option, so the bar stays one line."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.form.fields.values():
            if type(field.widget) is forms.Select:
                field.widget.__class__ = PlainSelect
            name_by_itself(field)
            field.widget.attrs.setdefault("aria-label", field.label)
        dress(self.form)


def name_by_itself(field):
    """Let a filter's control say what it filters while nothing is chosen."""
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = field.label
    elif isinstance(field, forms.NullBooleanField):
        field.widget.choices = [("unknown", field.label), ("true", _("yes")), ("false", _("no"))]
    elif isinstance(field, forms.ChoiceField):
        kept = [choice for choice in field.choices if choice[0] not in ("", None)]
        field.widget.choices = [("", field.label), *kept]
    elif isinstance(field, forms.DateField):
        field.widget = DayInput()
    elif isinstance(field.widget, forms.TextInput):
        field.widget.attrs.setdefault("placeholder", field.label)


class MergeForm(Seen, Form):
    """Two records as they were looked at."""

    target_seen = forms.IntegerField(widget=forms.HiddenInput)
