"""Firms that begin alike: whoever is called just so is found."""

from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.enterprises.queries import candidates_for


def test_a_firm_called_just_so_is_found_among_many_that_begin_alike(cast):
    for sign in range(0x4E00, 0x4E00 + 55):
        add_enterprise(f"中国{chr(sign)}达有限公司", by=cast.north_officer)
    asked = "中国海达有限公司"
    add_enterprise(asked, by=cast.north_officer)
    assert candidates_for(asked, 4)[0].name == asked
