"""What stands open of log-in: it is asked before anybody is known, and keeps secrets encrypted or as digests."""

from yinli.base.accounts.walls import leave_open

leave_open(
    "asked before there is a viewer; secrets are encrypted with a key outside the database",
    "login_identity",
    "login_excused",
    "mfa_authenticator",
    "usersessions_usersession",
)
leave_open("attempts are counted by digests of names and addresses", "accounts_attempt")
