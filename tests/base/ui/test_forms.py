from datetime import date
from decimal import Decimal

import django_filters
import pytest
from django import forms

from yinli.base.accounts.models import Unit
from yinli.base.ui.forms import DayField, Filters, Form, ModelForm, MoneyField, Seen


class Offer(Seen, Form):
    name = forms.CharField(label="名称", help_text="写全称")
    amount = MoneyField(required=False)
    due_on = DayField(required=False)
    note = forms.CharField(widget=forms.Textarea, required=False)


def offer(**typed):
    return Offer({"name": "甲", "seen": "3", **typed})


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [("5亿", 500_000_000), ("1.2亿元", 120_000_000), ("8000万", 80_000_000), ("1,234.5元", "1234.5")],
)
def test_money_is_read_as_people_write_it(typed, yuan):
    form = offer(amount=typed)
    assert form.is_valid() and form.cleaned_data["amount"] == Decimal(yuan)


@pytest.mark.parametrize("typed", ["很多", "若干亿", "五个"])
def test_money_that_cannot_be_read_is_refused_with_an_example(typed):
    form = offer(amount=typed)
    assert "5亿元" in form.errors["amount"][0]


def test_foreign_money_needs_a_field_that_keeps_the_whole_amount():
    assert "人民币" in offer(amount="5000万美元").errors["amount"][0]
    whole = MoneyField(whole=True).clean("5000万美元")
    assert (whole.original, whole.currency, whole.yuan) == (Decimal(50_000_000), "USD", None)


def test_money_comes_back_into_the_form_without_losing_a_digit():
    field = MoneyField()
    for yuan in (Decimal("1234567890.12"), Decimal(500_000_000), Decimal("0.01"), Decimal(49_999_000)):
        assert field.clean(field.prepare_value(yuan)) == yuan


def test_what_was_typed_stays_as_it_was_typed():
    assert 'value="很多"' in str(offer(amount="很多")["amount"])


def test_a_day_is_picked_with_the_browsers_calendar():
    assert 'type="date"' in str(Offer()["due_on"])
    assert offer(due_on="2021/9/3").fields["due_on"].clean("2021/9/3") == date(2021, 9, 3)


def test_a_form_carries_the_version_the_writer_saw():
    form = offer()
    assert form.is_valid() and form.cleaned_data["seen"] == 3
    assert not Offer({"name": "甲"}).is_valid()


def test_every_widget_is_dressed_and_tells_readers_of_its_help_and_error():
    form = offer(name="")
    assert 'class="form-control"' in str(form["note"]) and 'rows="3"' in str(form["note"])
    field = str(form["name"])
    assert 'aria-describedby="id_name_helptext id_name_error"' in field and 'aria-invalid="true"' in field


def test_a_model_form_validates_but_never_writes():
    class UnitForm(ModelForm):
        class Meta:
            model = Unit
            fields = ["name"]

    with pytest.raises(TypeError, match="action"):
        UnitForm({"name": "甲"}).save()


def test_a_choice_that_is_still_open_says_so_instead_of_a_line():
    class Seat(Form):
        unit = forms.ModelChoiceField(Unit.objects.none())
        kind = forms.TypedChoiceField(choices=[("", "---------"), ("a", "甲")], required=False)

    form = Seat()
    assert form.fields["unit"].empty_label == "请选择"
    assert form.fields["kind"].choices == [("", "未选择"), ("a", "甲")]
    assert "-----" not in str(form)


class Chosen(Filters):
    unit = django_filters.ModelChoiceFilter(label="单位", queryset=Unit.objects.all())

    class Meta:
        model = Unit
        fields: list = []


def test_a_filter_writes_names_so_that_none_is_markup(db):
    Unit.objects.create(name='<b>"甲"</b>', kind="district", path="1.")
    assert "<b>" not in str(Chosen({}, Unit.objects.all()).form["unit"])
    assert "&lt;b&gt;" in str(Chosen({}, Unit.objects.all()).form["unit"])


def test_a_filter_shows_what_is_chosen_and_begins_with_its_own_name(db):
    one, other = (Unit.objects.create(name=name, kind="district", path=f"{name}.") for name in "甲乙")
    shown = str(Chosen({"unit": str(other.pk)}, Unit.objects.all()).form["unit"])
    assert 'name="unit"' in shown and '<option value="">单位</option>' in shown
    assert f'<option value="{other.pk}" selected>乙</option>' in shown
    assert f'<option value="{one.pk}">甲</option>' in shown


def test_a_filter_reads_its_choices_in_one_query(db, django_assert_num_queries):
    Unit.objects.create(name="甲", kind="district", path="1.")
    form = Chosen({}, Unit.objects.all()).form
    with django_assert_num_queries(1):
        str(form["unit"])
