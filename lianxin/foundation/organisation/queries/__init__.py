from lianxin.foundation.organisation.queries.installation import is_established
from lianxin.foundation.organisation.queries.who import WHO, actor_for, asked, known, who

__all__ = ["WHO", "actor_for", "asked", "is_established", "known", "who"]
