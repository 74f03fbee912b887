"""The only way out of the house: calls to servers that are named beforehand.

`outgoing.request("POST", url, hosts=("qyapi.weixin.qq.com",), json={...})`; docs/decisions/0010 says why so.
"""

from yinli.base.outgoing.client import Response, request
from yinli.base.outgoing.refusals import (
    NoAnswer,
    OutgoingRefused,
    SentElsewhere,
    TooLarge,
    TooSlow,
    Unreadable,
)

__all__ = [
    "NoAnswer",
    "OutgoingRefused",
    "Response",
    "SentElsewhere",
    "TooLarge",
    "TooSlow",
    "Unreadable",
    "request",
]
