"""What stands open of links: whoever opens one is not known yet; a token is kept as its digest."""

from yinli.base.accounts.walls import leave_open

leave_open(
    "a link is opened before there is a viewer; its token is kept as a digest alone",
    "links_personallink",
    "links_linkuse",
)
