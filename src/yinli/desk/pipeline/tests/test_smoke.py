import pytest


@pytest.mark.parametrize(
    "u",
    [
        "",
        "board/",
        "new/",
        "new/known/?enterprise=青禾",
        "{n}/",
        "{n}/edit/",
        "{n}/move/?to=contact",
        "{n}/move/?to=signed",
        "{n}/next/",
        "{n}/facts/",
        "{n}/amounts/",
        "{n}/stop/lost/",
        "{n}/protect/",
        "{n}/open-up/",
        "?format=xlsx",
        "?q=qinghe",
        "board/lead/?after=0",
    ],
)
def test_pages(client, cast, lead, u):
    client.force_login(cast.north_officer)
    r = client.get("/projects/" + u.format(n=lead.number))
    assert r.status_code == 200, r.content.decode()[:500]
    r = client.get(
        "/projects/" + u.format(n=lead.number),
        headers={
            "HX-Request": "true",
            "HX-Current-URL": f"http://testserver/projects/board/#move/{lead.number}/contact",
        },
    )
    assert r.status_code == 200
