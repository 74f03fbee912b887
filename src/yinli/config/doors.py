"""Which other systems may say who somebody is, read from the environment; docs/settings.md names every setting."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class _Asked:
    """The settings of one door by the argument each gives; without the first needed one the door is not there."""

    needed: dict[str, str]
    secret_file: str
    optional: dict[str, str] = field(default_factory=dict)
    # The setting of where its calls and pages are, and the service's own place.
    hosts: str = ""
    own: tuple[str, ...] = ()


# What is where, in the order in which a setting names it: calls, pages, pages for the browser within the app.
_HOSTS = ("api", "pages", "app_pages")

_DOORS = {
    "oidc": _Asked(
        {"api": "YINLI_OIDC_ISSUER", "client_id": "YINLI_OIDC_CLIENT_ID"},
        "YINLI_OIDC_SECRET_FILE",
        optional={"label": "YINLI_OIDC_NAME"},
    ),
    "wecom": _Asked(
        {"client_id": "YINLI_WECOM_CORP_ID", "agent_id": "YINLI_WECOM_AGENT_ID"},
        "YINLI_WECOM_SECRET_FILE",
        hosts="YINLI_WECOM_HOSTS",
        own=("https://qyapi.weixin.qq.com", "https://login.work.weixin.qq.com", "https://open.weixin.qq.com"),
    ),
    "dingtalk": _Asked(
        {"client_id": "YINLI_DINGTALK_CLIENT_ID"},
        "YINLI_DINGTALK_SECRET_FILE",
        hosts="YINLI_DINGTALK_HOSTS",
        own=("https://api.dingtalk.com", "https://login.dingtalk.com"),
    ),
    "feishu": _Asked(
        {"client_id": "YINLI_FEISHU_CLIENT_ID"},
        "YINLI_FEISHU_SECRET_FILE",
        hosts="YINLI_FEISHU_HOSTS",
        own=("https://open.feishu.cn", "https://accounts.feishu.cn"),
    ),
}


def doors_of(env: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The arguments of each configured door; a door whose first setting is empty is not there."""
    return {
        key: _arguments(env, asked)
        for key, asked in _DOORS.items()
        if env.get(next(iter(asked.needed.values())))
    }


def proof_of_domain(env: Mapping[str, str]) -> tuple[str, str]:
    """The file by which WeCom sees that this site is ours, by name and content; ("", "") where there is none."""
    given = Path(env.get("YINLI_WECOM_DOMAIN_FILE", ""))
    if not given.name:
        return "", ""
    if not re.fullmatch(r"WW_verify_\w{1,64}\.txt", given.name, re.ASCII):
        raise ValueError(
            "YINLI_WECOM_DOMAIN_FILE names another file than WW_verify_….txt, as WeCom calls it."
        )
    return given.name, given.read_text()[:200]


def _arguments(env: Mapping[str, str], asked: _Asked) -> dict[str, str]:
    found = {argument: _needed(env, name) for argument, name in asked.needed.items()}
    found |= {argument: env[name] for argument, name in asked.optional.items() if env.get(name)}
    found["secret"] = _secret(env, asked.secret_file)
    return found | (_hosts(env.get(asked.hosts, ""), asked.own) if asked.hosts else {})


def _needed(env: Mapping[str, str], name: str) -> str:
    if not env.get(name):
        raise ValueError(f"{name} is missing: a log-in by another system is configured by half.")
    return env[name]


def _secret(env: Mapping[str, str], name: str) -> str:
    """A secret stands in a file, never in the environment, which other processes can read."""
    return Path(_needed(env, name)).read_text().strip()


def _hosts(given: str, known: tuple[str, ...]) -> dict[str, str]:
    """Where each thing is: "https://api,https://pages", or the service's own. What is not named is at the one before."""
    if not given:
        return dict(zip(_HOSTS, known, strict=False))
    named = dict(zip(_HOSTS, (one.strip().rstrip("/") for one in given.split(",")), strict=False))
    found, place = {}, known[0]
    for name in _HOSTS[: len(known)]:
        found[name] = place = named.get(name) or place
    return found
