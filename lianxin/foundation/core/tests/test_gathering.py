"""Lines of many threads carried together: in order, nobody lost, nobody left waiting."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import OperationalError

from lianxin.foundation.core.gathering import Gathering

PATIENCE = 10


class Desk:
    """Writes what it is given; the first batch is held until `go` is set."""

    def __init__(self, refuses=(), breaks_at=()):
        self.batches, self.refuses, self.breaks_at = [], set(refuses), dict(breaks_at)
        self.held, self.go = Event(), Event()

    def write(self, lines):
        self.batches.append(list(lines))
        if len(self.batches) == 1:
            self.held.set()
            assert self.go.wait(PATIENCE)
        if trouble := self.breaks_at.get(len(self.batches)):
            raise trouble
        return [number for number, line in enumerate(lines) if line not in self.refuses]


def gather(desk, lines, *, most=200):
    """The first line is being written while all others come one after another."""
    gathering = Gathering(desk.write, most=most)
    with ThreadPoolExecutor(len(lines)) as pool:
        answers = [pool.submit(gathering.carry, lines[0])]
        assert desk.held.wait(PATIENCE)
        for count, line in enumerate(lines[1:], 1):
            answers.append(pool.submit(gathering.carry, line))
            while len(gathering._line) < count:
                pass
        desk.go.set()
        found = [answer.exception(PATIENCE) or answer.result() for answer in answers]
    assert not gathering._line
    assert not gathering._is_led
    return found


def test_who_comes_alone_writes_at_once():
    desk = Desk()
    desk.go.set()
    assert Gathering(desk.write).carry("a") is True
    assert desk.batches == [["a"]]


def test_who_comes_while_another_writes_goes_with_all_who_wait():
    desk = Desk()
    assert gather(desk, list("abcde")) == [True] * 5
    assert desk.batches == [["a"], ["b", "c", "d", "e"]]


def test_a_batch_has_a_bound():
    desk = Desk()
    assert gather(desk, list("abcdefg"), most=2) == [True] * 7
    assert desk.batches == [["a"], ["b", "c"], ["d", "e"], ["f", "g"]]


def test_one_that_is_refused_does_not_spoil_the_others():
    assert gather(Desk(refuses="c"), list("abcd")) == [True, True, False, True]


def test_when_the_database_breaks_each_is_sent_to_try_alone():
    desk = Desk(breaks_at={2: OperationalError("gone")})
    assert gather(desk, list("abcdef"), most=3) == [True, False, False, False, True, True]


def test_a_fault_of_the_program_is_seen_and_leaves_nobody_waiting():
    desk = Desk(breaks_at={2: ZeroDivisionError()})
    first, second, third, fourth = gather(desk, list("abcd"))
    assert (first, third, fourth) == (True, False, False)
    assert isinstance(second, ZeroDivisionError)


@pytest.mark.parametrize("threads", [2, 16])
def test_a_crowd_is_carried_whole_and_each_once(threads):
    written = []

    def write(lines):
        written.extend(lines)
        return range(len(lines))

    gathering = Gathering(write, most=5)
    with ThreadPoolExecutor(threads) as pool:
        assert all(pool.map(gathering.carry, range(500), timeout=PATIENCE))
    assert sorted(written) == list(range(500))
