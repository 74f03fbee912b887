"""Words of projects: stages, facts and reasons in the reader's language, and their history in sentences."""

from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yinli.base.history.wording import register_actions, register_labels, register_values
from yinli.core.label import Label, in_language
from yinli.core.workflow import Check, Gate, all_reasons, stages


def _said(label: Label) -> str:
    return in_language(label, get_language() or "zh")


def stage_words(stage: str, track: str | None = None) -> str:
    """A stage; on a track that has its own word for it, that word."""
    return _said(stages().label(stage, track)) if stage in stages().labels else stage


def track_words(track: str) -> str:
    """A track."""
    found = stages().tracks.get(track)
    return _said({"zh": found.zh, "en": found.en}) if found else track


def fact_words(kind: str) -> str:
    """A kind of dated fact; its code when no rulebook knows it any more."""
    found = stages().facts.get(kind)
    return _said({"zh": found.zh, "en": found.en}) if found else kind


def gate_words(gate: Gate) -> str:
    """What a gate asks for."""
    return _said({"zh": gate.zh, "en": gate.en})


def check_words(check: Check | str) -> str:
    """A thing of a checklist, given or by its code; the code when no rulebook knows it any more."""
    if isinstance(check, Check):
        return _said({"zh": check.zh, "en": check.en})
    known = (one for checks in stages().checklists.values() for one in checks if one.code == check)
    return next(map(check_words, known), check)


def paper_words(kind: str) -> str:
    """A kind of paper that proves a fact."""
    found = stages().papers.get(kind)
    return _said(found) if found else kind


def status_words(status: str) -> str:
    """Whether a project moves."""
    return _said(stages().statuses[status]) if status in stages().statuses else status


def reason_choices(kind: str) -> list[tuple[str, str]]:
    """Reasons to choose from, for `pause`, `lost`, `withdrawn` or `back`."""
    return [(code, _said(label)) for code, label in all_reasons()[kind].items()]


def reason_words(reason: str) -> str:
    """A reason of whatever kind; free text stays as it is."""
    found = next((labels[reason] for labels in all_reasons().values() if reason in labels), None)
    return _said(found) if found else reason


SENTENCES = {
    "project.create": _("Opened the project"),
    "project.remove": _("Project taken back: written down by mistake"),
    "project.edit": _("Changed the project"),
    "project.fact": _("Recorded a dated fact"),
    "project.fact_withdrawn": _("Withdrew a dated fact"),
    "project.advance": _("The stage changed"),
    "project.move_back": _("Moved the project back"),
    "project.stop": _("Stopped the project"),
    "project.resume": _("Took the project up again"),
    "project.amount": _("Recorded an amount"),
    "project.protect": _("Made the project confidential"),
    "project.open_up": _("Ended confidentiality"),
    "project.plan": _("Planned days"),
    "project.tick": _("Ticked off the checklist"),
    "project.untick": _("Took a tick back"),
    "project.paper": _("Added a paper"),
    "project.fact_verified": _("Verified a dated fact"),
    "project.merge": _("Merged two projects"),
    "project.split": _("Split the project up"),
    "project.regrouping_undone": _("Took a merger or split back"),
}
VALUES = {
    "stage": stage_words,
    "track": track_words,
    "status": status_words,
    "status_reason": reason_words,
    "fact": fact_words,
    "facts": fact_words,
    "note": reason_words,
    "check": check_words,
    "paper": paper_words,
}
LABELS = {
    "stage": _("Stage"),
    "status": _("Status"),
    "status_reason": _("Reason"),
    "fact": _("Fact"),
    "facts": _("Facts withdrawn"),
    "on": _("On"),
    "people": _("Named people"),
    "industries": _("Industries"),
    "channel": _("Channel"),
    "replaced": _("Investor replaced"),
    "check": _("Checklist"),
    "paper": _("Paper"),
    "document": _("Document"),
    "merged": _("Merged with it"),
    "merged_into": _("Merged into"),
    "parted": _("New half"),
    "regrouping": _("Which"),
}


def tell_history() -> None:
    """Teach base.history what entries of projects say; called once, from AppConfig.ready()."""
    planned = {kind: lazy(fact_words, str)(kind) for kind in stages().facts}
    register_actions(SENTENCES)
    register_values("projects.project", VALUES)
    # A plan names days by the facts they are for.
    register_labels("projects.project", {**planned, **LABELS})
