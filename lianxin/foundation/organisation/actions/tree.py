"""How verbs take hold of the tree: locks, steps and paths. Not verbs themselves."""

from django.db import connection
from django.db.models import Q

from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.organisation.grants import END
from lianxin.foundation.organisation.models import DEEPEST, STEP, Unit

# Whoever adds a unit shares the tree; whoever changes its shape has it alone.
TREE = 77_002
# The job that folds counters; it must not run while paths change.
FOLD = 77_001
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class UnitIsClosed(Refused):
    sentence = "该组织已经撤销，不能再办理变更。如登记有误，请联系上级组织核对。"


class NoSuchPlace(Refused):
    sentence = "这一类组织不能设在所选的上级组织之下。请核对组织类别和上级组织。"


class TooDeep(Refused):
    sentence = f"组织层级最多 {DEEPEST} 级，放在这里会超出。请选择更高一级的上级组织。"


class CodeTaken(Refused):
    sentence = "这个组织代码已被其他组织使用。请核对代码，或先更正占用代码的组织。"


class NoTermHere(Refused):
    sentence = "本届届满日期不能早于起始日期。请核对任期。"


def share() -> None:
    """Hold the tree's shape still until the transaction ends, together with others."""
    _lock("select pg_advisory_xact_lock_shared(%s)", TREE)


def hold() -> None:
    """Have the tree's shape alone until the transaction ends."""
    _lock("select pg_advisory_xact_lock(%s)", TREE)


def hold_paths() -> None:
    """Have the tree alone and keep the folding of counters out as well."""
    hold()
    _lock("select pg_advisory_xact_lock(%s)", FOLD)


def _lock(statement: str, key: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [key])


def fresh(unit: Unit) -> Unit:
    """The unit as it stands now, locked, and open."""
    found = Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)
    if not found.is_open:
        raise UnitIsClosed
    return found


def fresh_alone(unit: Unit) -> Unit:
    """`fresh`, and nothing new can come to stand in the unit: whoever brings it waits, and then
    finds it closed (queries/keeping.py)."""
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    return fresh(unit)


def free_code(code: str, *, unit_id: int | None = None) -> None:
    """Refuse a code that another unit bears."""
    if code and Unit.objects.filter(~Q(pk=unit_id), code=code).exists():
        raise CodeTaken


def check_term(unit: Unit) -> None:
    starts, ends = unit.term_starts_on, unit.term_ends_on
    if starts and ends and ends <= starts:
        raise NoTermHere


def new_path(above: Unit) -> str:
    """A path below `above` that was never used before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update organisation_unit set next_step = next_step + 1 where id = %s"
            " returning next_step, path",
            [above.pk],
        )
        number, path = cursor.fetchone()
    if len(path) >= STEP * DEEPEST:
        raise TooDeep
    return str(path) + step(int(number))


def replace_path(old: str, new: str) -> None:
    """Everything at and below `old` now stands at and below `new`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select max(length(path)) from organisation_unit where path >= %s and path < %s",
            [old, old + END],
        )
        (longest,) = cursor.fetchone()
        if longest - len(old) + len(new) > STEP * DEEPEST:
            raise TooDeep
        cursor.execute(
            "update organisation_unit set path = %s || substr(path, %s)"
            " where path >= %s and path < %s",
            [new, len(old) + 1, old, old + END],
        )


def step(number: int) -> str:
    """A number as STEP characters in the order of the C locale."""
    digits = ""
    for _ in range(STEP):
        number, digit = divmod(number, len(DIGITS))
        digits = DIGITS[digit] + digits
    return digits
