import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import django_filters
import pytest

from yinli.base.accounts.models import Unit
from yinli.base.accounts.permissions import NotAllowed
from yinli.base.ui.columns import Column
from yinli.base.ui.forms import Filters
from yinli.base.ui.lists import ListPage
from yinli.base.ui.sheets import workbook

pytestmark = pytest.mark.django_db


class UnitFilters(Filters):
    kind = django_filters.ChoiceFilter(label="类别", choices=Unit.Kind.choices)
    closed = django_filters.DateFilter(label="撤销早于", field_name="closed_on", lookup_expr="lte")

    class Meta:
        model = Unit
        fields = []


class Units(ListPage):
    title = "单位"
    columns = (
        Column("name", "名称", sort="name", main=True),
        Column("kind", "类别"),
        Column("closed_on", "撤销日", kind="day", sort=("closed_on", "name"), hide_on_phone=True),
    )
    filters = UnitFilters
    search = ("name__icontains", "name_en__icontains")
    order = ("name",)
    page_size = 3

    def queryset(self, viewer):
        return Unit.objects.all()

    def row_url(self, row):
        return f"/units/{row.pk}/"


@pytest.fixture
def units():
    kinds = ["section", "section", "department", "department", "station"]
    rows = [
        Unit(name=f"单位{at}", name_en=f"Unit {at}", kind=kind, path=f"{at}.")
        for at, kind in enumerate(kinds)
    ]
    rows[4].closed_on = date(2026, 1, 2)
    return Unit.objects.bulk_create(rows)


def names(page):
    return [row.name for row in page.page.object_list]


def body(page):
    return page.response().content.decode()


def test_a_list_says_how_many_there_are_and_shows_one_page(units, asking, bureau):
    page = Units(asking(bureau, "/units/"))
    assert names(page) == ["单位0", "单位1", "单位2"]
    assert "共 5 条" in body(page)


def test_every_word_searched_for_must_be_found_in_one_of_the_fields(units, asking, bureau):
    assert names(Units(asking(bureau, "/units/?q=unit+3"))) == ["单位3"]
    assert names(Units(asking(bureau, "/units/?q=unit+9"))) == []


def test_filters_come_from_the_address_and_each_can_be_removed(units, asking, bureau):
    page = Units(asking(bureau, "/units/?q=单位&kind=department&sort=-name&page=1"))
    assert names(page) == ["单位3", "单位2"]
    chips = [(chip.label, chip.value) for chip in page.chips]
    assert chips == [("搜索", "单位"), ("类别", str(Unit.Kind.DEPARTMENT.label))]
    assert page.chips[1].without == "/units/?q=%E5%8D%95%E4%BD%8D&sort=-name"


def test_a_filter_that_cannot_be_read_hides_nothing_and_breaks_nothing(units, asking, bureau):
    page = Units(asking(bureau, "/units/?closed=nonsense"))
    assert page.response().status_code == 200 and page.chips == []


def test_a_filter_is_named_by_its_own_first_choice(asking, bureau):
    field = Units(asking(bureau, "/units/")).filterset.form["kind"]
    assert re.search(r'<option value="" selected>\s*类别', str(field)) and 'aria-label="类别"' in str(field)


def test_sorting_turns_every_field_of_the_column_and_never_lets_pages_overlap(asking, bureau):
    assert Units(asking(bureau, "/?sort=-closed_on")).ordering == ("-closed_on", "-name", "-pk")
    assert Units(asking(bureau, "/?sort=closed_on")).ordering == ("closed_on", "name", "-pk")


def test_only_columns_that_say_so_can_be_sorted_by(asking, bureau):
    assert Units(asking(bureau, "/?sort=kind")).ordering == ("name", "-pk")
    assert Units(asking(bureau, "/?sort=password")).ordering == ("name", "-pk")


def test_pages_follow_one_another_by_where_the_last_one_ended(units, asking, bureau):
    first = Units(asking(bureau, "/units/"))
    second = Units(asking(bureau, first.next_address))
    assert (names(second), second.next_address) == (["单位3", "单位4"], "")
    assert (second.page.start, second.page.end) == (4, 5)
    back = Units(asking(bureau, second.previous_address))
    assert (names(back), back.page.start, back.previous_address) == (["单位0", "单位1", "单位2"], 1, "")


def test_a_row_added_or_gone_before_it_does_not_shift_a_page(units, asking, bureau):
    second = Units(asking(bureau, "/units/")).next_address
    Unit.objects.filter(name="单位1").delete()
    assert names(Units(asking(bureau, second))) == ["单位3", "单位4"]


@pytest.mark.parametrize("sort", ["closed_on", "-closed_on", "name", "-name"])
def test_whatever_it_is_sorted_by_every_row_comes_once_and_back_again(units, asking, bureau, sort):
    address, found = f"/units/?sort={sort}", []
    while address:
        page = Units(asking(bureau, address))
        found += names(page)
        last, address = page, page.next_address
    assert sorted(found) == [f"单位{n}" for n in range(5)]
    again = names(last)
    while last.previous_address:
        last = Units(asking(bureau, last.previous_address))
        again = [*names(last), *again]
    assert again == found


@pytest.mark.parametrize("asked", ["page=99", "after=x", "after=W10", "before=bnVsbA", "after=WzEsW11d"])
def test_what_is_no_cursor_shows_the_beginning(units, asking, bureau, asked):
    assert names(Units(asking(bureau, f"/units/?{asked}"))) == ["单位0", "单位1", "单位2"]


def test_beyond_ten_thousand_a_list_says_so_and_counts_no_further(units, asking, bureau, monkeypatch):
    monkeypatch.setattr("yinli.base.ui.keyset.COUNTED_TO", 4)
    page = Units(asking(bureau, "/units/"))
    assert page.counted == (4, True)
    assert "共 4+ 条" in body(page)


def test_htmx_gets_the_rows_only(units, asking, bureau):
    text = body(Units(asking(bureau, "/units/?kind=station", htmx="list")))
    assert text.lstrip().startswith('<div id="list"') and "<html" not in text and "单位4" in text


def test_on_phones_each_value_has_its_label_and_hidden_columns_go(units, asking, bureau):
    text = body(Units(asking(bureau, "/units/?kind=station")))
    assert 'data-label="类别"' in text and re.search(r'data-label="撤销日" class="[^"]*wide-cell', text)


def test_an_empty_list_says_what_to_do_and_a_narrow_one_how_to_widen_it(asking, bureau):
    class Empty(Units):
        empty_title = "还没有单位"

        def empty_action(self):
            return "/units/new/", "新建单位"

    first = body(Empty(asking(bureau, "/units/")))
    assert "还没有单位" in first and 'href="/units/new/"' in first
    assert "没有符合条件的记录" in body(Empty(asking(bureau, "/units/?q=无")))


def test_a_list_costs_one_count_and_one_page(units, asking, bureau, django_assert_num_queries):
    with django_assert_num_queries(2):
        body(Units(asking(bureau, "/units/?kind=section")))


def test_the_sheet_holds_exactly_the_filtered_rows_of_all_pages(units, asking, bureau):
    response = Units(asking(bureau, "/units/?q=单位&format=xlsx")).response()
    assert "2026-03-04.xlsx" in response["Content-Disposition"] and response["Cache-Control"] == "no-store"
    cells = ZipFile(BytesIO(response.content)).read("xl/worksheets/sheet1.xml").decode()
    assert cells.count("<row ") == 6 and "单位4" in cells


def test_who_may_not_export_gets_no_sheet_and_no_button(units, asking, agent):
    with pytest.raises(NotAllowed):
        Units(asking(agent, "/units/?format=xlsx")).response()
    assert "format=xlsx" not in body(Units(asking(agent, "/units/")))


class Row:
    name = '=HYPERLINK("http://x","y")'
    yuan = Decimal("1234567.89")
    signed_on = date(2021, 9, 3)
    at = datetime(2021, 9, 2, 17, 30, tzinfo=UTC)
    nobody = None


def test_a_sheet_keeps_numbers_and_dates_and_makes_no_formula_of_text():
    columns = (
        Column("name", "名称"),
        Column("yuan", "金额", kind="money"),
        Column("signed_on", "签约日", kind="day"),
        Column("at", "更新", kind="instant"),
        Column("nobody.name", "专员"),
    )
    cells = (
        ZipFile(BytesIO(workbook(columns, [Row()], "项目/一览"))).read("xl/worksheets/sheet1.xml").decode()
    )
    assert "<f>" not in cells and "=HYPERLINK" in cells
    assert "<v>1234567.89</v>" in cells
    # 3 September 2021 is day 44442 of the sheet's calendar; 01:30 in the district is 0.0625 of a day.
    assert "<v>44442</v>" in cells and "<v>44442.0625</v>" in cells
