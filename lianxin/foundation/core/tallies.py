"""The socket for kept numbers: how many, at a unit and everything below it, at once.

Whoever keeps counters (above) plugs a reader; rooms below that show a total beside a list or a
tree ask here. The words are those of `Count.what`. Where no reader is plugged, nothing is
known, and the asker counts by himself or shows no number.
"""

from collections.abc import Callable, Collection, Mapping

Tallies = Mapping[int, Mapping[str, int]]
Reader = Callable[[Collection[int], Collection[str]], Tallies]

_readers: list[Reader] = []


def plug(reader: Reader) -> Reader:
    """`reader(unit_ids, words)` answers {unit_id: {word: number}} in a constant number of
    statements; what it leaves out is zero."""
    _readers[:] = [reader]
    return reader


def are_kept() -> bool:
    return bool(_readers)


def read(unit_ids: Collection[int], words: Collection[str]) -> Tallies:
    """The standing numbers (without a period) of these units, subtrees included."""
    return _readers[0](unit_ids, words) if _readers and unit_ids else {}
