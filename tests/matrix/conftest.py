"""The matrix asks a house in which WeCom is set up: what an administrator arranges of it has a page."""

import pytest


@pytest.fixture(autouse=True)
def wecom(settings):
    """Known, and never asked."""
    known = {
        "api": "https://wecom.example",
        "pages": "https://wecom.example",
        "client_id": "c",
        "secret": "s",
    }
    settings.LOGIN_DOORS = {"wecom": {**known, "app_pages": "https://wecom.example", "agent_id": "1"}}
