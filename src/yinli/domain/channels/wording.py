"""Words of channels: kinds, measures, what stands in the way of paying, and their history."""

from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from yinli.core.label import in_language
from yinli.core.money import format_yuan
from yinli.domain.channels.rules import rules
from yinli.domain.projects.models import ProjectAmount
from yinli.domain.projects.wording import fact_words

SENTENCES = {
    "channel.create": gettext_lazy("Set up the channel"),
    "channel.edit": gettext_lazy("Changed the channel"),
    "channel.close": gettext_lazy("Closed the channel"),
    "channel.plan": gettext_lazy("Planned the year"),
    "channel.report": gettext_lazy("Reported the month"),
    "channel.spend": gettext_lazy("Wrote down a cost"),
    "channel.withdraw_cost": gettext_lazy("Withdrew a cost"),
    "channel.settle": gettext_lazy("Wrote down who settled"),
    "channel.come_back": gettext_lazy("Wrote down who came back"),
    "channel.leave": gettext_lazy("Wrote down who moved out"),
    "channel.appraise": gettext_lazy("Appraised the year"),
    "project.attribute": gettext_lazy("Said by which channel it came"),
    "award.create": gettext_lazy("Proposed the payment"),
    "award.agree": gettext_lazy("Agreed to the payment"),
    "award.refuse": gettext_lazy("Refused the payment"),
    "award.pay": gettext_lazy("Wrote down that it was paid"),
}
LABELS = {
    "name": gettext_lazy("Name"),
    "kind": gettext_lazy("Kind"),
    "unit": gettext_lazy("Unit"),
    "place": gettext_lazy("Place"),
    "about": gettext_lazy("What it is to do"),
    "head": gettext_lazy("In charge"),
    "staff": gettext_lazy("Staff"),
    "partner": gettext_lazy("Partner"),
    "contract_from_on": gettext_lazy("Contract from"),
    "contract_until_on": gettext_lazy("Contract until"),
    "declared_on": gettext_lazy("Declaration given on"),
    "yuan": gettext_lazy("Amount"),
    "enterprise": gettext_lazy("Enterprise"),
    "project": gettext_lazy("Project"),
    "mark": gettext_lazy("Mark"),
    "proof": gettext_lazy("Proof"),
    "by_channel": gettext_lazy("Channel"),
}


def _said(label) -> str:
    return in_language(label, get_language() or "zh")


def kind_choices() -> list[tuple[str, str]]:
    """Kinds of channels to choose from."""
    return [(code, _said(kind.label)) for code, kind in rules().kinds.items()]


def kind_words(code: str) -> str:
    """A kind of channel; the code itself when no rulebook knows it."""
    return _said(rules().kinds[code].label) if code in rules().kinds else code


def measure_words(code: str) -> str:
    """What is planned and measured."""
    return _said(rules().measures[code].label) if code in rules().measures else code


def value_words(code: str, value) -> str:
    """A value of a measure: a number of projects, or yuan in words; nothing for none."""
    if value is None:
        return ""
    measure = rules().measures.get(code)
    return (
        format_yuan(value, lang=get_language() or "zh")
        if measure and measure.sums
        else f"{value.normalize():f}"
    )


def yuan_words(value: str) -> str:
    """An amount of history, kept as a text, in words to the fen."""
    return format_yuan(Decimal(value), lang=get_language() or "zh", exact=True)


def scheme_words(code: str) -> str:
    """What is paid for a project."""
    return _said(rules().schemes[code].label) if code in rules().schemes else code


def grade_words(label) -> str:
    """The grade of a mark, in the words of its day."""
    return _said(label)


def obstacle_words(code: str) -> str:
    """What stands in the way of paying, and what to do about it."""
    return {
        "not_landed": _(
            "The landing is not verified: somebody else than its reporter must have seen the licence."
        ),
        "not_declared": _("The agent has not declared in writing that no public employee has a part in it."),
        "no_contract": _("No contract of the channel was in force on the day the project landed."),
        "attributed_late": _(
            "The contract was signed before anybody said that the project came by this channel."
        ),
        "not_returned": _("The firm is not written down as one that settled in the enclave and came back."),
        "no_basis": _("The amount that is paid for is not known, or no rates were valid on that day."),
        "basis_unproved": _(
            "The amount that is paid for is not verified: the proof of it must have been seen."
        ),
        "nothing_open": _("Nothing is due beyond what was agreed already."),
        "no_scheme": _("Nothing is paid for projects that come by channels of this kind."),
        "proposed": _("A payment was proposed already and is to be agreed."),
        "moved": _("What is due has changed since it was proposed. Propose it anew."),
        "state": _("Somebody has dealt with it already."),
        "own": _("Another person than who proposed it must agree."),
        "reason": _("Say why: the unit reads it."),
        "future": _("This day has not come yet."),
    }.get(code, code)


def channel_refusal(code: str) -> str:
    """Why a channel is not written so."""
    return {
        "name": _("Another channel is called so."),
        "kind": _("No such kind of channel is known."),
        "contract": _("The contract must begin, and end after that."),
        "closed": _("This channel works no more."),
        "reason": _("Say why."),
    }.get(code, code)


def work_refusal(code: str) -> str:
    """Why something is not written down of a channel, and what to do."""
    return {
        "measure": _("This is not measured."),
        "future": _("This day has not come yet."),
        "withdrawn": _("This cost was withdrawn already."),
        "reason": _("Say why."),
        "words": _("Say what was done."),
        "tenants": _("Firms settle in enclaves alone."),
        "settled": _("This firm stands here already."),
        "other": _("The project is another enterprise's, outside its group."),
        "early": _("This is before the firm settled here."),
    }.get(code, code)


def appraisal_refusal(code: str) -> str:
    """Why a year is not marked."""
    return {
        "no_plan": _("Nothing was planned for this year. Write the plan first."),
        "words": _("Say what the mark rests on."),
        "early": _("The year has not begun."),
    }.get(code, code)


def attribution_refusal(code: str) -> str:
    """Why a project is not attributed so."""
    return {
        "same": _("It stands so already."),
        "closed": _("This channel works no more."),
        "reason": _("Say why it is changed."),
        "awarded": _("A payment was proposed or agreed for this project: where it came from stays as it is."),
    }.get(code, code)


def channel_page(channel) -> str:
    """The address of a channel's page."""
    return reverse("channels:detail", args=[channel.number])


def award_page(award) -> str:
    """The address of a payment's page."""
    return reverse("channels:award", args=[award.number])


def basis_words(code: str) -> str:
    """An amount of a project that is paid for."""
    return str(ProjectAmount.Basis(code).label)


def basis_of(award) -> str:
    """What was paid for: an amount of the project, in words."""
    scheme = rules().schemes.get(award.scheme)
    found = [one for one in scheme.versions if one.version == award.scheme_version] if scheme else []
    return basis_words(found[0].basis) if found else ""


def bands_of(award) -> list[tuple[Decimal, str, Decimal]]:
    """(yuan of the basis, rate in per mille, yuan) band by band, as it was reckoned that day."""
    return [(Decimal(part), rate, Decimal(yuan)) for part, rate, yuan in award.reckoning["bands"]]


def steps_of(award) -> list[dict]:
    """Each step as it was reckoned that day: fact, years, per cent, yuan, day, whether it was due."""
    keys = ("fact", "years", "percent", "yuan", "due_on", "is_due")
    found = [dict(zip(keys, row, strict=True)) for row in award.reckoning["steps"]]
    for row in found:
        row["fact"] = fact_words(row["fact"])
        row["yuan"] = Decimal(row["yuan"])
        row["due_on"] = date.fromisoformat(row["due_on"]) if row["due_on"] else None
    return found
