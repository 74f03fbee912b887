"""What part an enterprise plays: investor, fund manager, or partner of the home side's own works."""

import re

from .found import Event
from .reading import Reading

# Operators, advisers and co-developers help with the home side's works and make no project of their own.
_PARTNER = re.compile(
    r"园区改造|园区运营|运营经验|委托运营|合作开发|代建|顾问|城市更新|资源配置|招商代理|委托招商|规划设计"
)
_FUND = re.compile(r"基金")
# A firm whose name says that it manages funds comes with a fund, whatever else is said.
_MANAGER = re.compile(r"创业投资|股权投资|私募|基金管理|创投")
_DEALS = {"signing", "mou", "intent"}


def part_of(reading: Reading, name: str, events: list[Event]) -> str:
    """investor, partner or fund_manager, from what was done and said where the enterprise was met."""
    deals = [e for e in events if e.type in _DEALS]
    kind = next((o.kind for o in reading.organisations if o.name == name), "enterprise")
    if kind == "fund" or manages_funds(name) or any(e.detail == "fund" for e in deals):
        return "fund_manager"
    named = any(name in p.enterprises for p in reading.projects)
    if deals or named:
        return "investor"
    said = "".join(_passage(reading, span) for e in events for span in e.spans)
    if _PARTNER.search(said):
        return "partner"
    return "fund_manager" if _FUND.search(said) else "investor"


def manages_funds(name: str) -> bool:
    """Whether the name alone says so: …创业投资管理有限公司."""
    return _MANAGER.search(name) is not None


def _passage(reading: Reading, span: tuple[int, int]) -> str:
    """The sentence around a span and the one after it."""
    text = reading.text
    start = max(text.rfind("。", 0, span[0]), text.rfind("\n", 0, span[0])) + 1
    end = text.find("。", span[1])
    following = text.find("。", end + 1) if end >= 0 else -1
    line = text.find("\n", span[1])
    stops = [p for p in (following, line) if p >= 0]
    return text[start : min(stops) if stops else len(text)]
