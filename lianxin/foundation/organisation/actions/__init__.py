from lianxin.foundation.organisation.actions.found import NoSuchPlace, found
from lianxin.foundation.organisation.actions.posts import appoint, give_grant

__all__ = ["NoSuchPlace", "appoint", "found", "give_grant"]
