"""A layout stays when whoever brought it in goes: everybody uses it."""

from yinli.base.accounts.duties import keep_as_history

keep_as_history(
    "layouts.layout.owner", "a layout is used by everybody; who brought it in is a fact of that day"
)
