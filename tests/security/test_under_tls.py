"""What changes when people come by another name than localhost: the settings as such an installation has them."""

import json
import os
import subprocess
import sys

from django.test import Client

from tests.architecture.house import SOURCE

ASKED = (
    "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "LANGUAGE_COOKIE_NAME", "LANGUAGE_COOKIE_SECURE",
    "LANGUAGE_COOKIE_HTTPONLY", "KNOWN_DEVICE_COOKIE", "DEBUG",
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
    for name in ("SESSION", "CSRF", "LANGUAGE"):
        assert found[f"{name}_COOKIE_NAME"].startswith("__Host-") and found[f"{name}_COOKIE_SECURE"] is True
    assert found["SESSION_COOKIE_HTTPONLY"] is True and found["LANGUAGE_COOKIE_HTTPONLY"] is True
    assert found["KNOWN_DEVICE_COOKIE"].startswith("__Host-")
    assert found["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600 and found["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True
    assert found["DEBUG"] is False


def test_hsts_is_sent_for_a_year_and_for_what_stands_below_our_name(client, settings, db):
    """The middleware reads its settings as it is made, hence a client of its own."""
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 365 * 24 * 3600, True
    told = client.get("/accounts/login/", secure=True)["Strict-Transport-Security"]
    assert told == "max-age=31536000; includeSubDomains"
    assert "Strict-Transport-Security" not in Client().get("/accounts/login/")


def test_where_names_below_ours_have_no_tls_hsts_leaves_them_out(tmp_path):
    found = settings_of(tmp_path, YINLI_HOSTS="yinli.district.example", YINLI_HSTS_SUBDOMAINS="0")
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is False


def test_small_choices_have_the_prefix_too_over_tls(client, db):
    client.cookies["__Host-theme"] = "dark"
    assert 'data-theme="dark"' in client.get("/accounts/login/", secure=True).content.decode()
    # What a neighbouring host could plant under the bare name is not read.
    client.cookies.clear()
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' not in client.get("/accounts/login/", secure=True).content.decode()
    for script in ("assets/cookies.ts", "static/ui/scheme.js"):
        said = (SOURCE / "base/ui" / script).read_text()
        assert "__Host-" in said and said.count("document.cookie") == 1
