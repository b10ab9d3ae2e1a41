"""What can be watched: areas plug in their topics; this floor knows none of them by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lianxin.foundation.core.actors import Actor


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A kind of state that pages follow, one state for each key.

    `place` is asked once, when somebody begins to watch: with %(key)s and %(user)s it answers
    one row, or none where there is no such thing; `permits` judges that row. `snapshot` is
    asked every second for all watched keys at once: with %(keys)s (bigint[]) it answers rows
    of key and state (json). Neither may write.
    """

    name: str
    place: str
    permits: Callable[[Actor, tuple[Any, ...]], bool]
    snapshot: str


_topics: dict[str, Topic] = {}


def plug(topic: Topic) -> None:
    _topics[topic.name] = topic


def topic_named(name: str) -> Topic | None:
    return _topics.get(name)
