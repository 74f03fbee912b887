"""What of a visit stays with a person who leaves."""

from yinli.base.accounts.duties import keep_as_history

keep_as_history("visits.visit.officer", "who was there is a fact; what follows is the project officer's")
