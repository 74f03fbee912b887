"""What the house is built of: every package locked, none that binds it, no secret among the files."""

import json
import re
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError, metadata, packages_distributions

from tests.architecture.house import ROOT, SOURCE

LOCK = ROOT / "requirements.lock"
# Django takes it by the name of a hasher.
BY_ANOTHER_NAME = {"argon2-cffi": "Argon2PasswordHasher"}
# GPL and AGPL would bind the whole house; LGPL and MPL bind the package itself, which is used as it comes.
BINDING = re.compile(r"\bA?GPL|GNU (Affero )?General Public", re.I)
HARMLESS = re.compile(r"LGPL|Lesser General Public", re.I)
SECRETS = (
    re.compile(rb"-----BEGIN (?:RSA |EC |OPENSSH |DSA |ENCRYPTED )?PRIVATE KEY-----\s+[A-Za-z0-9+/]{40}"),
    re.compile(rb"\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bsk-[A-Za-z0-9]{32,}\b"),
    re.compile(rb"(?i)(?:password|secret|token)[a-z_]*\s*=\s*[\"'][A-Za-z0-9+/_-]{24,}[\"']"),
)
# Passwords of the demo's people and of tests: no door of a real district opens to them.
KNOWN = ("tests/", "/tests/", "src/yinli/demo/")


def locked() -> dict[str, str]:
    """Package → its block of the lock file."""
    blocks = re.split(r"\n(?=[A-Za-z0-9])", LOCK.read_text(encoding="utf-8"))
    return {re.split(r"[=\[]", block)[0]: block for block in blocks if "==" in block}


def kept_files() -> list[str]:
    """What the repository holds."""
    told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [name for name in told.stdout.decode().split("\0") if name]


def test_every_package_is_locked_with_its_hash():
    without = [name for name, block in locked().items() if "--hash=sha256:" not in block]
    assert len(locked()) > 50 and without == []


def test_the_front_end_is_locked_with_hashes_from_one_registry():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    # Bundled ones lie inside a package whose hash is checked.
    fetched = {
        name: p for name, p in packages.items() if name and not p.get("link") and not p.get("inBundle")
    }
    assert [name for name, p in fetched.items() if "integrity" not in p] == []
    # No address stands in the lock: npm asks the one registry it is set up with, and the hash decides.
    assert [name for name, p in fetched.items() if "resolved" in p] == []


def test_no_package_binds_the_house_to_share_alike():
    binding = []
    for name in locked():
        try:
            told = metadata(name)
        except PackageNotFoundError:  # for another system, e.g. colorama on Windows
            continue
        said = [told.get("License-Expression") or "", (told.get("License") or "").splitlines()[:1]]
        said += [line for line in told.get_all("Classifier", []) if line.startswith("License")]
        words = " ".join(map(str, said))
        choices = re.split(r"\bOR\b|;", words)
        if BINDING.search(words) and all(
            BINDING.search(c) and not HARMLESS.search(c) for c in choices if c.strip()
        ):
            binding.append((name, words))
    assert binding == []


def test_no_tool_of_development_is_needed_in_service():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    development = {re.split(r"[<>=\[]", name)[0] for name in project["optional-dependencies"]["dev"]}
    # uv and pip bring setuptools where a package asks for it; the rest must not be there.
    assert development & set(locked()) - {"setuptools"} == set()


def test_every_package_that_is_asked_for_is_used():
    """What lies there unused is only one more thing to attack, and nobody notices."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    modules: dict[str, list[str]] = {}
    for module, packages in packages_distributions().items():
        for package in packages:
            modules.setdefault(re.sub(r"[-_.]+", "-", package).lower(), []).append(module)
    code = "\n".join(p.read_text() for p in SOURCE.rglob("*.py") if "tests" not in p.parts)
    unused = []
    for name in (re.split(r"[<>=\[]", one)[0] for one in asked):
        names = "|".join(map(re.escape, modules.get(name, [name])))
        seen = re.search(rf"""^\s*(?:import|from) (?:{names})\b|["'](?:{names})\b""", code, re.M)
        if not seen and BY_ANOTHER_NAME.get(name, "\0") not in code:
            unused.append(name)
    assert unused == []


def test_no_lock_names_a_registry():
    locks = [LOCK, ROOT / "requirements-dev.lock", ROOT / "package-lock.json"]
    packages = json.loads(locks[2].read_text())["packages"].values()
    assert [p["resolved"] for p in packages if str(p.get("resolved", "")).startswith("http")] == []
    assert [
        lock.name
        for lock in locks[:2]
        if re.search(r"https?://|--(extra-)?index[-]url|file:", lock.read_text())
    ] == []


def test_no_secret_lies_in_the_repository():
    lying = []
    for name in kept_files():
        data = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if not any(place in name for place in KNOWN) and any(secret.search(data) for secret in SECRETS):
            lying.append(name)
    assert lying == []


def test_what_an_installation_makes_is_never_kept_in_the_repository():
    kept = [
        name
        for name in kept_files()
        if re.search(r"^var/|\.pem$|\.key$|^\.env|id_rsa|\.sqlite3?$|\.dump$", name)
    ]
    assert kept == []
