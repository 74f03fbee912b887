"""Pure decisions about visits."""

# Meeting in person or by video is a two-way contact; only talks are talks. A signing ceremony shows that
# people met, and proves no paper (design §6).
_SHOWN = {
    "visit": ("contacted",),
    "reception": ("contacted",),
    "remote": ("contacted",),
    "negotiation": ("contacted", "talks_held"),
    "signing_ceremony": ("contacted", "talks_held"),
    "call": ("contacted",),
    "study": (),
}
# A call or a message is a contact of both sides once somebody there answered: greetings sent to many are none.
_NEEDS_AN_ANSWER = frozenset(["call"])


def facts_shown(kind: str, met: str = "") -> tuple[str, ...]:
    """Fact kinds of stages.toml that a visit of this kind, at which `met` of the other side spoke, shows for its project."""
    return () if kind in _NEEDS_AN_ANSWER and not met.strip() else _SHOWN[kind]
