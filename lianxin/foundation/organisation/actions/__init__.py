from lianxin.foundation.organisation.actions.found import NoSuchPlace, found
from lianxin.foundation.organisation.actions.grants import give_grant
from lianxin.foundation.organisation.actions.posts import appoint

__all__ = ["NoSuchPlace", "appoint", "found", "give_grant"]
