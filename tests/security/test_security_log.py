"""The security log: who got in, who did not, what was refused, what left, which accounts changed."""

import json
import logging
import os
import stat
from datetime import datetime, timedelta

from yinli.base.accounts import security_log
from yinli.desk.staff.actions import close_account

LOG_IN = "/accounts/login/"


def test_a_log_in_is_noted_with_account_and_place(cast, client, password, security_lines):
    client.post(LOG_IN, {"login": "north_officer", "password": password}, REMOTE_ADDR="10.1.2.3")
    line = security_lines.last("log_in")
    assert (line["who"], line["from"], line["path"]) == (cast.north_officer.pk, "10.1.2.3", LOG_IN)
    assert line["by"] == "password"
    at = datetime.fromisoformat(line["at"])
    assert at.utcoffset() == timedelta(0)


def test_a_failed_log_in_is_noted_without_what_was_typed(cast, client, password, security_lines):
    client.post(LOG_IN, {"login": "north_officer", "password": "wrong-word-entirely"})
    assert security_lines.last("log_in.failed")["who"] == cast.north_officer.pk
    client.post(LOG_IN, {"login": "my-password-by-mistake", "password": "wrong-word-entirely"})
    assert security_lines.last("log_in.failed")["who"] is None
    assert not any("wrong-word" in line or "by-mistake" in line for line in security_lines.lines)


def test_a_log_out_is_noted(cast, client, password, security_lines):
    client.force_login(cast.north_officer)
    client.post("/accounts/logout/")
    assert security_lines.last("log_out")["who"] == cast.north_officer.pk


def test_a_refused_action_is_noted_with_its_name(cast, client, security_lines):
    client.force_login(cast.auditor)
    typed = {"enterprise": "新能源公司", "line": "x"}
    response = client.post("/projects/new/", typed, REMOTE_ADDR="10.1.2.3")
    assert response.status_code == 403
    line = security_lines.last("refused")
    assert (line["who"], line["action"]) == (cast.auditor.pk, "project.create")
    assert (line["from"], line["path"], line["method"]) == ("10.1.2.3", "/projects/new/", "POST")
    assert datetime.fromisoformat(line["at"]).utcoffset() == timedelta(0)


def test_a_form_without_its_token_is_noted(cast, strict, security_lines):
    strict.force_login(cast.north_officer)
    assert strict.post("/projects/new/").status_code == 403
    assert security_lines.last("refused")["path"] == "/projects/new/"


def test_an_export_is_noted_with_its_size(cast, client, security_lines):
    client.force_login(cast.bureau_person)
    response = client.get("/enterprises/?format=xlsx")
    line = security_lines.last("export")
    assert (line["who"], line["path"], line["bytes"]) == (
        cast.bureau_person.pk,
        "/enterprises/",
        len(response.content),
    )


def test_a_change_of_an_account_is_noted_once_it_is_kept(
    cast, security_lines, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as told:
        close_account(cast.north_officer, by=cast.administrator)
    assert security_lines.events() == []
    told[-1]()
    line = security_lines.last("user.close")
    assert (line["who"], line["record"]) == (cast.administrator.pk, cast.north_officer.pk)


def test_no_line_can_be_forged_by_what_somebody_sends(cast, client, security_lines):
    client.force_login(cast.north_officer)
    client.get("/enterprises/x%0d%0a{%22event%22:%22log_in%22}/?q=%00")
    security_log.note("probe", who=cast.agent, path='a\r\n{"event": "log_in"}\u2028')
    for line in security_lines.lines:
        assert line.isascii() and "\n" not in line and "\r" not in line
        assert json.loads(line)["event"] != "log_in" or json.loads(line)["who"] == cast.north_officer.pk


def test_no_line_holds_a_name_or_a_typed_word(cast, client, password, security_lines):
    client.post(LOG_IN, {"login": "north_officer", "password": password})
    client.get("/enterprises/?q=华芯半导体")
    client.get("/enterprises/?format=xlsx&q=华芯半导体")
    text = "\n".join(security_lines.lines)
    decoded = json.dumps(security_lines.events(), ensure_ascii=False)
    assert "north_officer" not in text and cast.north_officer.name not in decoded
    assert "华芯" not in decoded and password not in text


def test_the_file_is_closed_to_others_and_noticed_when_rotated(tmp_path):
    path = tmp_path / "logs" / "security.jsonl"
    handler = security_log.SecurityFile(str(path))
    handler.emit(_record("one"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    os.rename(path, tmp_path / "logs" / "security.1.jsonl")
    handler.emit(_record("two"))
    handler.close()
    assert path.read_text() == "two\n"


def _record(text):
    return logging.LogRecord("yinli.security", logging.INFO, __file__, 1, text, None, None)
