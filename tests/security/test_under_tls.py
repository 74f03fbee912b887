"""What changes when people come by another name than localhost: the settings as such an installation has them."""

import json
import os
import subprocess
import sys

import pytest

pytest.importorskip("yinli.base.login", reason="cookies under TLS come with base.login")

ASKED = (
    "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS", "DEBUG",
)  # fmt: skip


def settings_of(tmp_path, **environment) -> dict:
    """The settings in a process of their own: they are read once, from the environment."""
    code = f"import json; from yinli.config import settings as s; print(json.dumps({{n: getattr(s, n) for n in {ASKED}}}))"
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "YINLI_VAR": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", code], env={**kept, **environment}, capture_output=True, check=True, text=True
    )
    return json.loads(told.stdout)


def test_under_tls_cookies_are_secure_and_bound_to_this_host(tmp_path):
    found = settings_of(tmp_path, YINLI_HOSTS="yinli.district.example")
    for name in ("SESSION", "CSRF"):
        assert found[f"{name}_COOKIE_NAME"].startswith("__Host-") and found[f"{name}_COOKIE_SECURE"] is True
    assert found["SESSION_COOKIE_HTTPONLY"] is True
    assert found["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert found["DEBUG"] is False
