"""The walls of enterprises: their people."""

from yinli.base.accounts.walls import ID, PATH, has_role, leave_open, wall

leave_open(
    "the district's common book: whoever promotes must find an enterprise before opening it twice",
    "enterprises_enterprise",
    "enterprises_alias",
    "enterprises_enterprisefact",
    "enterprises_registration",
    "enterprises_enterprisemerger",
)
_WHOSE_UNIT = has_role("manager", "officer", "talent_officer", "fund_officer")
_REPORTED_BELOW = f"""EXISTS (
    SELECT 1 FROM enterprises_enterprise e JOIN accounts_user p ON p.id = e.reported_by_id
    LEFT JOIN accounts_unit u ON u.id = p.unit_id
    WHERE e.id = enterprise_id AND (p.id = {ID} OR ({_WHOSE_UNIT} AND starts_with(u.path, {PATH}))))"""
wall("enterprises_contact", f"{has_role('leader', 'bureau', 'auditor')} OR {_REPORTED_BELOW}")
