"""Who changed many projects is a fact of that day; a saved view is its maker's own, and goes with them."""

from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.duties import keep_as_history
from yinli.base.accounts.estates import Estate, register_estate
from yinli.desk.pipeline.models import SavedView

keep_as_history("pipeline.bulkedit.made_by", "who made the change is a fact of that day")
keep_as_history("pipeline.savedview.owner", "a view is its maker's own; what they shared stays shared")
register_estate(Estate("views", _("Views shared with it"), SavedView, "unit"))
