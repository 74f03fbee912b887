"""What of learning names a person, and stays as it was when they leave."""

from yinli.base.accounts.duties import keep_as_history

keep_as_history("learning.verdict.by", "who decided it")
keep_as_history("learning.learnedname.by", "who accepted the document that taught it")
keep_as_history("learning.switch.switched_by", "who switched it")
