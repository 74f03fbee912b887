"""Nothing calls the outside but base.outgoing."""

import ast

from tests.architecture.house import modules

CALLING = (
    "requests",
    "urllib3",
    "httpx",
    "aiohttp",
    "http.client",
    "urllib.request",
    "ftplib",
    "smtplib",
    "telnetlib",
)
# `yinli up` asks its own web server whether it is up.
# Doors call the one provider that is configured, without redirects, by a client of their own so far.
MAY = ("base/outgoing/", "cli/", "base/login/doors/calls")


def test_only_base_outgoing_calls_other_servers():
    wrong = [
        f"{module.name}:{node.lineno} {name}"
        for module in modules()
        if not module.name.startswith(MAY)
        for node in ast.walk(module.tree)
        for name in _imported(node)
        if name.startswith(CALLING)
    ]
    assert wrong == []


def _imported(node) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []
