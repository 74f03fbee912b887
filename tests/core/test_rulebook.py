"""A rulebook is data that code executes; what is wrong with one is said with file, line and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

import yinli
from yinli.core import rulebook
from yinli.core.rulebook import RULES_ENV, RuleError, Table, load


@pytest.fixture
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Writes the district's own file of a rulebook and points YINLI_RULES at its folder."""

    def write(name: str, text: str | bytes) -> Path:
        content = text.encode() if isinstance(text, str) else text
        (tmp_path / f"{name}.toml").write_bytes(content)
        monkeypatch.setenv(RULES_ENV, str(tmp_path))
        return tmp_path / f"{name}.toml"

    return write


def refused(name: str) -> str:
    """What the loader of the rulebook says; the folder is left out of it."""
    with pytest.raises(RuleError) as caught:
        rulebook.LOADERS[name](load(name))
    error = caught.value
    assert str(error) == f"{error.file}:{error.line}: {error.reason}"
    return f"{Path(error.file).name}:{error.line}: {error.reason}"


def test_every_rulebook_that_comes_with_the_house_is_sound() -> None:
    assert rulebook.check_all() == []


def test_a_district_overrides_one_key_and_keeps_the_rest(district) -> None:
    built_in = load("stages")
    district("stages", '[stages]\nsigned = { zh = "签订合同" }\n')
    own = load("stages")
    assert own["stages"]["signed"] == {"zh": "签订合同", "en": "Signed"}
    assert own["stages"]["lead"] == built_in["stages"]["lead"]
    assert own.version != built_in.version
    assert len(own.source) == 2


def test_a_list_is_replaced_whole(district) -> None:
    district("calendar", "days_off = [2026-05-06]\n")
    assert len(load("calendar")["days_off"]) == 1
    assert load("calendar")["days_worked"] == []


def test_the_version_depends_on_content_and_not_on_layout(district, tmp_path, monkeypatch) -> None:
    district("calendar", "days_off = [2026-05-06]\n")
    first = load("calendar").version
    other = tmp_path / "other"
    other.mkdir()
    (other / "calendar.toml").write_text("# the same\n\n\ndays_off = [\n  2026-05-06,\n]\n")
    monkeypatch.setenv(RULES_ENV, str(other))
    assert load("calendar").version == first
    assert len(first) == 64


def test_a_misspelt_key_is_refused_at_its_line(district) -> None:
    district("stages", '\n\n[tracks.leased]\nzh = "租赁"\ngate = []\n')
    assert refused("stages").startswith("stages.toml:5: unknown key “gate”")


def test_an_unknown_fact_is_refused_at_its_line(district) -> None:
    district("stages", '[gates]\n# a comment\nstarted = ["foundation_laid"]\n')
    assert refused("stages") == "stages.toml:3: unknown fact “foundation_laid”: it is not in [facts]"


def test_an_agreement_cannot_prove_an_unknown_fact(district) -> None:
    district("stages", '[agreements.napkin]\nzh = "餐巾纸"\nen = "Napkin"\nproves = "goodwill"\n')
    assert refused("stages") == "stages.toml:4: unknown fact “goodwill”: it is not in [facts]"


def test_a_stage_without_a_gate_is_refused(district) -> None:
    district("stages", "[gates]\nreviewed = []\n")
    assert "has no gate" in refused("stages")


def test_a_wrong_type_is_refused_at_its_line(district) -> None:
    district("stages", "[facts.mou]\nzh = 5\n")
    assert refused("stages") == "stages.toml:2: “zh” must be a text, not 5"


def test_stages_the_database_does_not_know_are_refused(district) -> None:
    district("stages", '[stages.dreaming]\nzh = "梦"\nen = "Dreaming"\n')
    assert refused("stages").startswith("stages.toml:1: unknown key “dreaming”")


def test_an_unknown_role_is_refused(district) -> None:
    district("permissions", '[project.view]\nnephew = ["all"]\n')
    assert refused("permissions") == "permissions.toml:2: unknown role “nephew”: it is not in [roles]"


def test_an_unknown_relation_is_refused(district) -> None:
    district("permissions", '[project.view]\nofficer = ["mine", "neighbour"]\n')
    assert refused("permissions").startswith("permissions.toml:2: unknown relation “neighbour”")


def test_an_unknown_field_of_an_indicator_is_refused_at_the_line_of_its_clause(district) -> None:
    text = '[indicators.contracts]\nclauses = [\n  { field = "status", op = "=", value = "active" },\n'
    district("indicators", text + '  { field = "moonrise", op = "=", value = true },\n]\n')
    assert refused("indicators").startswith("indicators.toml:4: unknown field “moonrise”")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('event = "status"', "“status” is a choice, not a day"),
        ('basis = "planned_investment_yuan"', "“threshold” is missing"),
        ('category = "steel"', "'steel' is no value that “category” can have"),
        ('row = "dream"', "unknown row kind “dream”"),
        ("confirmed = 1", "“confirmed” must be true or false, not 1"),
        ("valid_to = 2020-01-01", "ends before it begins"),
        ("clauses = []", "a rule needs at least 3 clauses"),
        ('clauses = [{ field = "status", op = "~", value = 1 }]', "unknown operator “~”"),
        ('clauses = [{ field = "counted_on", op = ">=", value = 1 }]', "does not go with “counted_on”"),
        ('clauses = [{ field = "status", op = "in", value = "active" }]', "“in” needs a list of values"),
    ],
)
def test_a_rule_that_cannot_count_is_refused(district, line: str, reason: str) -> None:
    district("indicators", f"[indicators.contracts]\n{line}\n")
    said = refused("indicators")
    assert reason in said
    assert said.startswith("indicators.toml:")


def test_a_phrase_with_an_unknown_blank_is_refused(district) -> None:
    district("indicators", '[words]\nexists = { zh = "有{what}", en = "has {field}" }\n')
    assert refused("indicators").startswith("indicators.toml:2: “有{what}” has a blank")


def test_a_ratio_of_unknown_indicators_is_refused(district) -> None:
    district("indicators", '[indicators.start_rate]\ndivide = ["contracts", "wishes"]\n')
    assert refused("indicators").startswith("indicators.toml:2: must name two indicators")


def test_broken_toml_is_refused_at_its_line(district) -> None:
    district("reasons", '[lost]\nno_reply = { zh = "无" \n')
    assert refused("reasons").startswith("reasons.toml:2: not valid TOML")


def test_a_file_that_is_not_utf8_is_refused_and_a_byte_order_mark_is_not(district) -> None:
    district("reasons", b"# \n[lost]\nx = '" + "无".encode("gbk") + b"'\n")
    assert refused("reasons") == "reasons.toml:3: the file is not UTF-8; save it as UTF-8"


def test_a_byte_order_mark_is_no_error(district) -> None:
    district("calendar", b"\xef\xbb\xbfdays_off = []\n")
    assert load("calendar")["days_off"] == []


def test_the_check_lists_every_broken_rulebook_and_files_that_belong_to_none(district) -> None:
    district("stages", "[stage]\n")
    district("permissions", "[roles]\nchief = 1\n")
    district("stagess", "")
    said = {(Path(error.file).name, error.line) for error in rulebook.check_all()}
    assert said == {("stages.toml", 1), ("permissions.toml", 2), ("stagess.toml", 0)}


def test_a_rulebook_executed_above_core_is_checked_by_the_loader_passed_in(district) -> None:
    def strict(table: Table) -> None:
        table.only("nothing")

    name = next(iter(rulebook.LOADERS))
    assert len(rulebook.check_all({name: strict})) == 1


def test_every_rulebook_is_loaded_by_some_code() -> None:
    code = "".join(path.read_text() for path in Path(yinli.__file__).parent.rglob("*.py"))
    assert [name for name in rulebook.built_in_names() if f'load("{name}")' not in code] == []


def test_a_folder_of_rules_that_is_not_there_is_said(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv(RULES_ENV, str(tmp_path / "nowhere"))
    assert any("a folder that is not there" in error.reason for error in rulebook.check_all())


def test_there_is_no_rulebook_of_a_name_nobody_knows() -> None:
    with pytest.raises(RuleError, match="there is no rulebook named “weather”"):
        load("weather")


def test_a_table_is_a_mapping_and_its_readers_check_types() -> None:
    table = load("stages")
    assert isinstance(table, Table)
    assert table.table("stages").table("lead").text("zh") == "线索"
    with pytest.raises(RuleError, match="“nothing” is missing"):
        table.text("nothing")
    with pytest.raises(RuleError, match="must be a whole number"):
        table.table("stages").table("lead").whole("zh")
