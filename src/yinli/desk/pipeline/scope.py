"""Who relates to a change of many projects, and to a saved view: whoever made it."""

from yinli.base.accounts.scopes import Scope, register
from yinli.desk.pipeline.models import BulkEdit, SavedView

BULK_EDIT = register(Scope(BulkEdit, mine=("made_by",)))
SAVED_VIEW = register(Scope(SavedView, mine=("owner",), unit=("unit",)))
