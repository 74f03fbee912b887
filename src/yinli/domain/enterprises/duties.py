"""What of an enterprise is somebody's: whoever reported it keeps its people and its record."""

from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.duties import WORKERS, Duty, keep_as_history, register_duty
from yinli.base.accounts.estates import stays_with_unit
from yinli.domain.enterprises.models import Enterprise

register_duty(
    Duty("enterprises", _("Enterprises looked after"), Enterprise, "reported_by", (*WORKERS, "agent"))
)
keep_as_history("enterprises.enterprisefact.recorded_by", "who said it stays with what was said")
for field in ("made_by", "undone_by"):
    keep_as_history(f"enterprises.enterprisemerger.{field}", "who merged enterprises is a fact of that day")
stays_with_unit("enterprises.registration.section", "it stands so in the file that was brought in")
