"""Which other systems may say who somebody is, read from the environment; docs/settings.md names every setting."""

from collections.abc import Mapping
from pathlib import Path

WECOM = ("https://qyapi.weixin.qq.com", "https://login.work.weixin.qq.com")
DINGTALK = ("https://api.dingtalk.com", "https://login.dingtalk.com")
FEISHU = ("https://open.feishu.cn", "https://accounts.feishu.cn")


def doors_of(env: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The arguments of each configured door; a door whose first setting is empty is not there."""
    found: dict[str, dict[str, str]] = {}
    if issuer := env.get("YINLI_OIDC_ISSUER", ""):
        found["oidc"] = {
            "issuer": issuer,
            "client_id": _needed(env, "YINLI_OIDC_CLIENT_ID"),
            "secret": _secret(env, "YINLI_OIDC_SECRET_FILE"),
        }
        if label := env.get("YINLI_OIDC_NAME", ""):
            found["oidc"]["label"] = label
    if corp := env.get("YINLI_WECOM_CORP_ID", ""):
        found["wecom"] = {
            "corp_id": corp,
            "agent_id": _needed(env, "YINLI_WECOM_AGENT_ID"),
            "secret": _secret(env, "YINLI_WECOM_SECRET_FILE"),
            **_hosts(env.get("YINLI_WECOM_HOSTS", ""), WECOM),
        }
    if client := env.get("YINLI_DINGTALK_CLIENT_ID", ""):
        found["dingtalk"] = {
            "client_id": client,
            "secret": _secret(env, "YINLI_DINGTALK_SECRET_FILE"),
            **_hosts(env.get("YINLI_DINGTALK_HOSTS", ""), DINGTALK),
        }
    if client := env.get("YINLI_FEISHU_CLIENT_ID", ""):
        found["feishu"] = {
            "client_id": client,
            "secret": _secret(env, "YINLI_FEISHU_SECRET_FILE"),
            **_hosts(env.get("YINLI_FEISHU_HOSTS", ""), FEISHU),
        }
    return found


def _needed(env: Mapping[str, str], name: str) -> str:
    if not env.get(name):
        raise ValueError(f"{name} is missing: a log-in by another system is configured by half.")
    return env[name]


def _secret(env: Mapping[str, str], name: str) -> str:
    """A secret stands in a file, never in the environment, which other processes can read."""
    return Path(_needed(env, name)).read_text().strip()


def _hosts(given: str, known: tuple[str, str]) -> dict[str, str]:
    """Where the calls and the pages are: "https://api,https://pages", or the service's own."""
    api, _, pages = given.partition(",")
    return {"api": api.rstrip("/") or known[0], "pages": pages.rstrip("/") or api.rstrip("/") or known[1]}
