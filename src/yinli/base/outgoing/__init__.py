"""The only way out of the house: calls to servers that are named beforehand.

`outgoing.request("POST", url, hosts=("qyapi.weixin.qq.com",), json={...})`; docs/decisions/0010 says why so.
"""

from yinli.base.outgoing.addresses import OutgoingRefused
from yinli.base.outgoing.client import Response, request

__all__ = ["OutgoingRefused", "Response", "request"]
