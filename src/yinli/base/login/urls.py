"""Addresses around logging in: of allauth's pages only those that Yinli offers."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path

from yinli.base.accounts.stepup import after_confirming
from yinli.base.login.views import by_door, entry, security

urlpatterns = [
    path("login/", entry.log_in, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", security.reauthenticate, name="account_reauthenticate"),
    path("download/", security.download, name="login_download"),
    path("go-on/", security.go_on, name="login_go_on"),
    path("password/change/", after_confirming(account.password_change), name="account_change_password"),
    # Whoever always came in by another system sets a first one; allauth leads there from the page above.
    path("password/set/", after_confirming(account.password_set), name="account_set_password"),
    path("security/", security.security, name="mfa_index"),
    path("security/sessions/end-others/", security.end_others, name="login_end_others"),
    path("security/sessions/<int:key>/end/", security.end_session, name="login_end_session"),
    path("2fa/authenticate/", security.second_step, name="mfa_authenticate"),
    path("2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", security.set_up_app, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", after_confirming(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", after_confirming(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        after_confirming(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("2fa/keys/add/", after_confirming(keys.add_webauthn), name="mfa_add_webauthn"),
    path("2fa/keys/<int:pk>/remove/", security.remove_key, name="mfa_remove_webauthn"),
    path("2fa/keys/reauthenticate/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("2fa/keys/login/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("by/<slug:door>/", by_door.leave, name="login_by_door"),
    path("by/<slug:door>/back/", by_door.arrive, name="login_by_door_back"),
    path("by/<slug:door>/link/", by_door.link, name="login_link_door"),
    path("by/<slug:door>/unlink/", by_door.unlink, name="login_unlink_door"),
]
