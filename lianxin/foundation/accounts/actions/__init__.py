from lianxin.foundation.accounts.actions.accounts import NameTaken, open_account

__all__ = ["NameTaken", "open_account"]
