"""What of a visit stays with a person who leaves."""

from yinli.base.accounts.duties import keep_as_history
from yinli.base.accounts.estates import stays_with_unit

keep_as_history("visits.visit.officer", "who was there is a fact; what follows is the project officer's")
stays_with_unit("visits.visit.unit", "who went is a fact of that day")
