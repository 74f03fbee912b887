"""Who relates to a change of many projects: whoever made it."""

from yinli.base.accounts.scopes import Scope, register
from yinli.desk.pipeline.models import BulkEdit

BULK_EDIT = register(Scope(BulkEdit, mine=("made_by",)))
