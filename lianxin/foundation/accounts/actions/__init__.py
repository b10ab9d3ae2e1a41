"""The verbs of accounts: what stands in __all__ is the whole of it."""

from lianxin.foundation.accounts.actions.accounts import (
    AccountLine,
    BadUsername,
    NameTaken,
    Opened,
    open_account,
    open_accounts,
)
from lianxin.foundation.accounts.actions.blocking import block, bring_back, retire, unblock
from lianxin.foundation.accounts.actions.forgetting import forget_old_visits
from lianxin.foundation.accounts.actions.passwords import (
    WeakPassword,
    WrongPassword,
    change_password,
    reset_password,
)
from lianxin.foundation.accounts.actions.preferences import set_preferences
from lianxin.foundation.accounts.actions.second_factor import (
    AlreadyEnrolled,
    WrongCode,
    enrol_second_factor,
    pass_second_factor,
    renew_recovery_codes,
    reset_second_factor,
)
from lianxin.foundation.accounts.actions.sessions import (
    revoke_other_sessions,
    revoke_session,
    sign_out,
)
from lianxin.foundation.accounts.actions.signing_in import (
    AccountIsBlocked,
    WrongNameOrPassword,
    sign_in,
)
from lianxin.foundation.accounts.actions.tries import TooManyTries

__all__ = [
    "AccountIsBlocked",
    "AccountLine",
    "AlreadyEnrolled",
    "BadUsername",
    "NameTaken",
    "Opened",
    "TooManyTries",
    "WeakPassword",
    "WrongCode",
    "WrongNameOrPassword",
    "WrongPassword",
    "block",
    "bring_back",
    "change_password",
    "enrol_second_factor",
    "forget_old_visits",
    "open_account",
    "open_accounts",
    "pass_second_factor",
    "renew_recovery_codes",
    "reset_password",
    "reset_second_factor",
    "retire",
    "revoke_other_sessions",
    "revoke_session",
    "set_preferences",
    "sign_in",
    "sign_out",
    "unblock",
]
