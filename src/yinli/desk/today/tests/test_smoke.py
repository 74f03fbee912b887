import pytest


@pytest.mark.parametrize(
    "who",
    [
        "north_officer",
        "north_manager",
        "bureau_person",
        "leader",
        "talent_officer",
        "agent",
        "auditor",
        "administrator",
    ],
)
def test_pages(client, cast, who):
    client.force_login(getattr(cast, who))
    r = client.get("/today/")
    assert r.status_code == 200
    for q in ("青禾", "qh", "P000001", ""):
        assert client.get("/search/", {"q": q}).status_code in (200, 302)
