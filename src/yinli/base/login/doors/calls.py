"""The one place where doors speak to other systems."""

from typing import Any
from urllib.parse import urlsplit

import requests

from yinli.base.login.doors.door import DoorRefused

SECONDS = 10
MOST_BYTES = 1024 * 1024


def ask(method: str, url: str, *, hosts: tuple[str, ...], **kwargs) -> dict[str, Any]:
    """The JSON object that `url` answers. Only `hosts` are spoken to, redirects are not followed.

    Raises DoorRefused. Its text holds no address: some of them carry a secret.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or parts.netloc not in hosts:
        raise DoorRefused("a call to a host that this door has no business with")
    try:
        answer = requests.request(method, url, timeout=SECONDS, allow_redirects=False, stream=True, **kwargs)
        body = answer.raw.read(MOST_BYTES + 1, decode_content=True)
        found = requests.models.complexjson.loads(body) if len(body) <= MOST_BYTES else None
    except (requests.RequestException, ValueError) as error:
        raise DoorRefused(f"no answer from {parts.netloc}: {type(error).__name__}") from None
    if answer.status_code != 200 or not isinstance(found, dict):
        raise DoorRefused(f"{parts.netloc} answered {answer.status_code}")
    return found
