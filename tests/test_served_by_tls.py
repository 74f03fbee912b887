"""What the settings make of the names that Yinli answers to: cookies for TLS alone wherever it is not one's own machine."""

import json
import os
import subprocess
import sys

ASK = """
import json, os
from yinli.config import settings as s
print(json.dumps({name: getattr(s, name, None) for name in (
    "TLS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME",
    "KNOWN_DEVICE_COOKIE", "SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER")}))
"""


def settings_with(tmp_path, **given):
    """The settings of a process that starts with this environment."""
    env = {**os.environ, "YINLI_VAR": str(tmp_path), **given}
    answer = subprocess.run([sys.executable, "-c", ASK], env=env, capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)


def test_on_ones_own_machine_cookies_travel_without_tls(tmp_path):
    found = settings_with(tmp_path)
    assert not found["TLS"] and not found["SESSION_COOKIE_SECURE"]
    assert not found["SESSION_COOKIE_NAME"] and not found["SECURE_HSTS_SECONDS"]


def test_under_any_other_name_cookies_are_for_this_host_and_tls_alone(tmp_path):
    found = settings_with(tmp_path, YINLI_HOSTS="yinli.example,localhost")
    assert found["SESSION_COOKIE_SECURE"] and found["CSRF_COOKIE_SECURE"]
    assert found["SESSION_COOKIE_NAME"] == "__Host-session"
    assert found["CSRF_COOKIE_NAME"] == "__Host-csrf" and found["KNOWN_DEVICE_COOKIE"] == "__Host-known"
    assert found["SECURE_HSTS_SECONDS"] >= 31536000
    assert found["SECURE_PROXY_SSL_HEADER"] is None


def test_a_trial_without_tls_is_said_aloud_and_a_proxy_is_counted(tmp_path):
    assert not settings_with(tmp_path, YINLI_HOSTS="yinli.example", YINLI_TLS="0")["TLS"]
    assert settings_with(tmp_path, YINLI_PROXIES="1")["SECURE_PROXY_SSL_HEADER"] == [
        "HTTP_X_FORWARDED_PROTO",
        "https",
    ]
