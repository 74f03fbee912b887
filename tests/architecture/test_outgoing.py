"""Nothing calls the outside but base.outgoing: by no other client, by no library's own download, by no program."""

import ast

import pytest

from tests.architecture.house import SOURCE, Module, modules

CALLING = (
    "requests",
    "urllib3",
    "httpx",
    "httpcore",
    "aiohttp",
    "niquests",
    "treq",
    "pycurl",
    "websockets",
    "http.client",
    "urllib.request",
    "ftplib",
    "smtplib",
    "poplib",
    "imaplib",
    "telnetlib",
    "nntplib",
    "xmlrpc",
    "socket",
    "ssl",
    "asyncio",
    "paramiko",
    "django.core.mail",
    "allauth.socialaccount",
    # Libraries that we use for something else, and which fetch as well.
    "jwt.PyJWKClient",
    "jwt.jwks_client",
    "trafilatura.fetch_url",
    "trafilatura.fetch_response",
    "trafilatura.downloads",
    "trafilatura.feeds",
    "trafilatura.sitemaps",
    "trafilatura.spider",
)
PROGRAMS = {"curl", "wget", "ssh", "scp", "rsync", "ftp", "nc"}
# The worker for jobs waits by asyncio, for the database alone.
# `yinli up` asks its own web server whether it is up, and looks for a free port; the database is found by its own.
MAY = {
    "cli/up.py": {"http.client", "socket"},
    "cli/postgres.py": {"socket"},
    "base/jobs/worker.py": {"asyncio"},
    "cli/worker.py": {"asyncio"},
}


def test_only_base_outgoing_calls_other_servers():
    wrong = [
        f"{module.name} {name}"
        for module in modules()
        if not module.name.startswith("base/outgoing/")
        for name in sorted(called(module.tree) - MAY.get(module.name, set()))
    ]
    assert wrong == []


def test_what_is_excepted_is_still_there():
    assert {name: called(Module(SOURCE / name).tree) for name in MAY} == MAY


@pytest.mark.parametrize(
    "text",
    [
        "import requests", "from requests import get", "import http.client as h", "from http import client",
        "from urllib import request", "import urllib.request", "import importlib\nimportlib.import_module('httpx')",
        "__import__('urllib3')", "import jwt\njwt.PyJWKClient('https://x')", "from jwt import PyJWKClient",
        "import trafilatura\ntrafilatura.fetch_url('x')", "import subprocess\nsubprocess.run(['curl', 'x'])",
        "import subprocess\nsubprocess.run(['/usr/bin/wget', 'x'])", "def f():\n    import socket",
    ],
)  # fmt: skip
def test_every_other_way_out_is_noticed(text):
    assert called(ast.parse(text))


def test_what_only_sounds_alike_is_let_through():
    text = "from urllib.parse import urlsplit\nfrom http import HTTPStatus\nimport jwt\njwt.decode('x')\nrequest.GET"
    assert called(ast.parse(text)) == set()


def called(tree: ast.AST) -> set[str]:
    """The ways out that a file has, by the name under which they are forbidden."""
    names = {name for node in ast.walk(tree) for name in _names(node)}
    found = {way for way in CALLING for name in names if name == way or name.startswith(way + ".")}
    return found | {name for name in names if name in PROGRAMS}


def _names(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Attribute):
        return [ast.unparse(node)]
    if isinstance(node, ast.Call):
        return list(_imported_by_name(node))
    if isinstance(node, (ast.List, ast.Tuple)):
        texts = [one.value for one in node.elts[:1] if isinstance(one, ast.Constant)]
        return [text.rpartition("/")[2] for text in texts if isinstance(text, str)]
    return []


def _imported_by_name(call: ast.Call):
    if ast.unparse(call.func) in ("__import__", "import_module", "importlib.import_module"):
        yield from (one.value for one in call.args if isinstance(one, ast.Constant))
