"""Who relates to a layout: whoever brought it in."""

from yinli.base.accounts.scopes import Scope, register
from yinli.desk.layouts.models import Layout

LAYOUT = register(Scope(Layout, mine=("owner",)))
