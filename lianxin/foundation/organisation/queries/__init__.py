from lianxin.foundation.organisation.queries.who import WHO, actor_for, asked, known, who

__all__ = ["WHO", "actor_for", "asked", "known", "who"]
