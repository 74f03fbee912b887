"""The doors of the district's records: projects, enterprises, visits, trips, agreements, follow-ups, talents."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.matrix.doors.door import Door, alone, form, listed, number, on, page_of, post, seen, sheet_of
from tests.matrix.rows import TODAY

DAY = TODAY.isoformat()


def _name(row) -> dict:
    return {"q": row.name}


def _dropped(row) -> dict:
    board = f"http://testserver/projects/board/#move/{row.number}/negotiating"
    return {"HX-Request": "true", "HX-Current-URL": board}


PROJECTS = [
    *listed("pipeline:list", "project", "/projects/"),
    Door("pipeline:board", "project", query=_name, shows=lambda row: f"/projects/{row.number}/"),
    Door(
        "pipeline:lane", "project", args=lambda row: ["contact"], query=_name,
        shows=lambda row: f"/projects/{row.number}/",
    ),
    *alone("pipeline:board", "pipeline:new", "pipeline:funnel", "pipeline:gantt", "pipeline:map", "pipeline:bulk"),
    Door(
        "pipeline:bulk", "project", query=lambda row: {"p": row.number},
        shows=lambda row: f'value="{row.number}"',
    ),
    Door("pipeline:bulk", "", "POST", typed=lambda row, rows: {"field": "grade", "grade": "A"}),
    *on("pipeline:bulk_done", noun="bulk_edit"),
    *post("pipeline:undo_bulk", "bulk_edit", seen),
    *alone("pipeline:views"),
    Door("pipeline:views", "saved_view", shows=lambda row: row.name),
    Door("pipeline:view_new", "", query=lambda row: {"of": "list"}),
    Door(
        "pipeline:view_new", "", "POST", typed=lambda row, rows: {"name": "ours", "shared": ""}
    ),
    *form("pipeline:view_edit", "saved_view", lambda row, rows: {"seen": row.version, "name": "ours", "shared": ""}),
    *post("pipeline:view_drop", "saved_view", seen),
    Door(
        "pipeline:new", "", "POST",
        typed=lambda row, rows: {"enterprise": rows.nobodys.name, "name": "a new hall"},
    ),
    Door(
        "pipeline:known", "project", query=lambda row: {"enterprise": row.enterprise.name},
        shows=lambda row: f"/projects/{row.number}/",
    ),
    *on("pipeline:detail", "pipeline:edit", noun="project"),
    Door(
        "pipeline:edit", "project", "POST", number,
        lambda row, rows: {
            "seen": row.version, "name": "renamed", "track": row.track, "grade": "B", "officer": row.officer_id,
            "next_step": "write", "next_step_due_on": DAY, "lead_unit": row.lead_unit_id or "",
        },
    ),
    Door("pipeline:move", "project", args=number, query=lambda row: {"to": "negotiating"}),
    # What a card dropped on the board is asked; which card, the fragment of the board's address says.
    Door("pipeline:asked", "project", headers=lambda row: _dropped(row)),
    *post(
        "pipeline:move", "project",
        lambda row, rows: {"seen": row.version, "to": "negotiating", "asked": "page", "on_0": DAY,
                           "kind_0": "talks_held"},
    ),
    *form(
        "pipeline:next_step", "project",
        lambda row, rows: {"seen": row.version, "next_step": "write", "due_on": "2099-01-04"},
    ),
    *form("pipeline:add_fact", "project", lambda row, rows: {"kind": "talks_held", "on": DAY}),
    *form(
        "pipeline:withdraw_fact", "project", lambda row, rows: {"seen": row.version, "reason": "fact_mistaken"},
        lambda row: [row.number, "contacted"],
    ),
    *form("pipeline:amount", "project", lambda row, rows: {"basis": "paid_in", "amount": "500万元"}),
    *form(
        "pipeline:stop", "project", lambda row, rows: {"seen": row.version, "reason": "agreed_pause"},
        lambda row: [row.number, "paused"],
    ),
    *form(
        "pipeline:resume", "stopped_project",
        lambda row, rows: {"seen": row.version, "next_step": "write", "due_on": "2099-01-04"},
    ),
    *form(
        "pipeline:plan", "project", lambda row, rows: {"seen": row.version, "registered": "2099-01-04"}
    ),
    *post("pipeline:tick", "project", lambda row, rows: {"done": "yes"}, lambda row: [row.number, "needs_listed"]),
    *form(
        "pipeline:paper", "fact",
        lambda row, rows: {
            "kind": "business_licence", "file": SimpleUploadedFile("licence.txt", b"words of a licence")
        },
        lambda row: [row.project.number, row.kind],
    ),
    *post(
        "pipeline:verify", "fact", lambda row, rows: {"seen": row.project.version},
        lambda row: [row.project.number, row.kind],
    ),
    *on("pipeline:merge_with", noun="twin"),
    *form(
        "pipeline:merge", "twin",
        lambda row, rows: {"seen": row.version, "target_seen": row.partner.version},
        lambda row: [row.number, row.partner.number],
    ),
    *form("pipeline:split", "project", lambda row, rows: {"seen": row.version, "name": "the other half"}),
    *post(
        "pipeline:undo_regrouping", "regrouping", seen, lambda row: [row.origin.number, row.number]
    ),
    *form("pipeline:protect", "project", seen),
    *form("pipeline:open_up", "project", seen),
]  # fmt: skip

REPORTS = [
    *listed("first_report:list", "report", "/reports/", query=lambda row: {"q": row.number}),
    *on("first_report:detail", noun="report"),
    *form(
        "first_report:complete", "report",
        lambda row, rows: {"seen": row.version, "name": "Li Si", "phone": "13800138000"},
    ),
    *post("first_report:renew", "report_held", seen),
    *form("first_report:release", "report", lambda row, rows: {"seen": row.version, "reason": "they went away"}),
    *form(
        "first_report:transfer", "report",
        lambda row, rows: {"seen": row.version, "unit": rows.elsewhere.unit.pk, "split": "5:5"},
    ),
    *listed("first_report:disputes", "dispute", "/reports/disputes/", query=lambda row: {"q": row.what}),
    Door("first_report:dispute_new", "", query=lambda row: {"enterprise": "E999999"}, extra=" (of nothing)"),
    Door("first_report:dispute_new", "", "POST", typed=lambda row, rows: {}, extra=" (of nothing)"),
    *on("first_report:dispute", noun="dispute"),
    *form(
        "first_report:rule", "dispute",
        lambda row, rows: {"seen": row.version, "ruling": "upheld", "words": "the paper says so"},
    ),
    *post("first_report:withdraw", "dispute", seen),
]  # fmt: skip

ENTERPRISES = [
    *listed("enterprises:list", "enterprise", "/enterprises/"),
    Door(
        "enterprises:suggest", "enterprise", query=lambda row: {"enterprise": row.name}, shows=lambda row: row.name
    ),
    *alone("enterprises:add"),
    Door("enterprises:add", "", "POST", typed=lambda row, rows: {"name": "苏州工业 Quux", "kind": "fund"}),
    *on("enterprises:detail", "enterprises:edit", noun="enterprise"),
    Door(
        "enterprises:edit", "enterprise", "POST", number,
        lambda row, rows: {"seen": row.version, "name": row.name, "kind": "fund"},
    ),
    *on("enterprises:merge_with", noun="enterprise"),
    Door("enterprises:merge", "merger", args=lambda row: [row.origin.number, row.target.number]),
    Door(
        "enterprises:merge", "merger", "POST", lambda row: [row.origin.number, row.target.number],
        lambda row, rows: {"seen": row.origin.version, "target_seen": row.target.version},
    ),
    *post("enterprises:undo_merger", "merger", seen, lambda row: [row.origin.number, row.number]),
    *form("enterprises:add_alias", "enterprise", lambda row, rows: {"name": f"又名 {row.name}"}),
    *form("enterprises:add_contact", "enterprise", lambda row, rows: {"name": "Li Si", "title": "CFO"}),
    *form("enterprises:add_fact", "enterprise", lambda row, rows: {"kind": "other", "text": "it grows"}),
    *form(
        "enterprises:edit_contact", "contact", lambda row, rows: {"title": "CEO"},
        lambda row: [row.enterprise.number, row.pk],
    ),
]  # fmt: skip

VISITS = [
    *listed("visits:list", "visit", "/visits/", query=lambda row: {"q": row.place}),
    *alone("visits:add"),
    Door("visits:add", "", "POST", typed=lambda row, rows: {"kind": "visit", "place": "the fair"}),
    Door(
        "visits:projects", "project", query=lambda row: {"enterprise": row.enterprise.name},
        shows=lambda row: f'value="{row.pk}"',
    ),
    *on("visits:detail", "visits:edit", noun="visit"),
    Door(
        "visits:edit", "visit", "POST", number,
        lambda row, rows: {"seen": row.version, "kind": "visit", "place": "the fair"},
    ),
]  # fmt: skip

TRIPS = [
    *listed("trips:list", "trip", "/trips/"),
    *alone("trips:add"),
    Door("trips:add", "", "POST", typed=lambda row, rows: {"title": "to Shenzhen", "status": "planned"}),
    *on("trips:detail", "trips:edit", noun="trip"),
    Door(
        "trips:edit", "trip", "POST", number,
        lambda row, rows: {"seen": row.version, "title": "to Xi'an", "status": "planned"},
    ),
    *form(
        "trips:held", "trip", lambda row, rows: {"seen": row.version, "starts_on": DAY, "ends_on": DAY}
    ),
    *form("trips:add_member", "trip", lambda row, rows: {"name": "Wang Wu"}),
    *form("trips:add_stop", "trip", lambda row, rows: {"kind": "visit", "place": "the fair"}),
    *post("trips:add_visit", "trip", lambda row, rows: {"visit": rows.row("visit", "own").number}),
    *post(
        "trips:move_stop", "trip", lambda row, rows: {"seen": row.version, "to": "down"},
        lambda row: [row.number, row.stops.first().pk],
    ),
    *form("trips:ask", "trip", lambda row, rows: {"text": "send the plan"}),
    *on("briefing:trip", noun="trip"),
]  # fmt: skip

AGREEMENTS = [
    *listed("agreements:list", "agreement", "/agreements/"),
    *alone("agreements:add"),
    Door(
        "agreements:add", "", "POST",
        typed=lambda row, rows: {"title": "a lease", "kind": "lease", "parties": rows.nobodys.name},
    ),
    *on("agreements:detail", "agreements:edit", noun="agreement"),
    *on("agreements:detail", noun="project_agreement"),
    Door(
        "agreements:edit", "agreement", "POST", number,
        lambda row, rows: {"seen": row.version, "title": "a loan", "kind": "unknown"},
    ),
    *(
        door
        for noun in ("agreement", "project_agreement", "agreement_of_others")
        for door in form(
            "agreements:verify", noun,
            lambda row, rows: {"seen": row.version, "kind": "mou", "signed_on": DAY, "saw_it": "on"},
        )
    ),
    *form("agreements:add_commitment", "agreement", lambda row, rows: {"side": "we", "text": "a bridge"}),
    *form(
        "agreements:keep_commitment", "agreement", lambda row, rows: {"kept_on": DAY},
        lambda row: [row.number, row.commitments.first().pk],
    ),
]  # fmt: skip

FOLLOW_UPS = [
    *listed("follow_ups:list", "follow_up", "/follow-ups/"),
    *alone("follow_ups:ask"),
    Door("follow_ups:ask", "", "POST", typed=lambda row, rows: {"text": "send the plan"}),
    *on("follow_ups:detail", noun="follow_up"),
    *form(
        "follow_ups:assign", "follow_up",
        lambda row, rows: {"seen": row.version, "unit": rows.person.unit_id, "due_on": DAY},
    ),
    *alone("follow_ups:dispatch"),
    *post("follow_ups:take_on", "follow_up", seen),
    *form(
        "follow_ups:hand_on", "follow_up",
        lambda row, rows: {"seen": row.version, "unit": rows.elsewhere.unit.pk, "reason": "theirs"},
    ),
    *form("follow_ups:answer", "follow_up", lambda row, rows: {"seen": row.version, "words": "it is done"}),
    *form("follow_ups:send_back", "answered", lambda row, rows: {"seen": row.version, "reason": "not yet"}),
    *post("follow_ups:confirm", "answered", seen),
]  # fmt: skip

TALENTS = [
    *page_of("talents:list", "talent", "/talents/", lambda row: {"q": row.number}),
    *sheet_of("talents:list", "talent", lambda row: {}, lambda row: row.name.reveal()),
    *alone("talents:certificates", "talents:add"),
    Door(
        "talents:add", "", "POST",
        typed=lambda row, rows: {"name": "Zhao Liu", "identity": "E12345678", "level": "doctor"},
    ),
    *on("talents:detail", "talents:edit", noun="talent"),
    Door(
        "talents:edit", "talent", "POST", number,
        lambda row, rows: {"seen": row.version, "name": "Sun Qi", "level": "master"},
    ),
    *form(
        "talents:introduce", "talent",
        lambda row, rows: {"seen": row.version, "introduced_on": DAY, "ground": "recognised"},
    ),
    *form(
        "talents:nominate", "talent",
        lambda row, rows: {"programme": "moons", "programme_level": "city", "batch": "2", "submitted_on": DAY},
    ),
    *form(
        "talents:settle", "talent",
        lambda row, rows: {"seen": row.version, "result": "shortlisted", "shortlisted_on": DAY},
        lambda row: [row.number, row.nominations.first().pk],
    ),
]  # fmt: skip

RECORDS = [*PROJECTS, *REPORTS, *ENTERPRISES, *VISITS, *TRIPS, *AGREEMENTS, *FOLLOW_UPS, *TALENTS]
