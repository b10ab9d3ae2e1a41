"""The chain that proves the record whole.

A job takes the entries that stand committed and unsealed, in the order of their ids, and
links each to the one before it: digest = H(digest before ‖ entry). The batch is closed by a
Seal, whose own head (number, digest function, time, count) is the first link of its batch, so
that a seal cannot be changed either. A transaction that commits late simply falls into a
later batch: the order of the chain is (seal, id), not the order of ids alone.

What the chain cannot show by itself is that its *end* was cut off, or made anew by somebody
who holds the whole database. For that, note the digest of a seal elsewhere and give it to
`manage.py verify_audit --head`.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from cryptography.hazmat.primitives import hashes
from django.conf import settings
from django.db import connection, transaction

from lianxin.overview.audit.models import Entry, Seal

BATCH = 5_000
LOCK = 77_003
START = bytes(32)
COLUMNS = ("zone", "id", "at", "event", "facts", "subject_id", "unit_id", "user_id", "actor", "via")
WRITE = """
update audit_entry e set seal = %s, digest = x.digest
from unnest(%s::smallint[], %s::uuid[], %s::bytea[]) as x (zone, id, digest)
where e.zone = x.zone and e.id = x.id and e.seal is null
"""


class Hash(Protocol):
    def __call__(self, before: bytes, link: bytes, /) -> bytes: ...


def _sha256(before: bytes, link: bytes) -> bytes:
    return hashlib.sha256(before + link).digest()


def _sm3(before: bytes, link: bytes) -> bytes:
    digest = hashes.Hash(hashes.SM3())  # GB/T 32905-2016
    digest.update(before + link)
    return digest.finalize()


ALGORITHMS: dict[str, Hash] = {"sha256": _sha256, "sm3": _sm3}


def canonical(values: dict[str, Any]) -> bytes:
    """The one way an entry, or the head of a seal, is written before it is digested."""
    return json.dumps(
        values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain
    ).encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)


def head_of(*, number: int, algorithm: str, entries: int, sealed_at: datetime) -> bytes:
    return canonical(
        {"seal": number, "algorithm": algorithm, "entries": entries, "sealed_at": sealed_at}
    )


def seal_all(*, at: datetime, size: int = BATCH) -> int:
    """Seal batch after batch until a batch is not full; the number of entries sealed."""
    total = 0
    while True:
        sealed = seal_batch(at=at, size=size)
        total += sealed
        if sealed < size:
            return total


@transaction.atomic
def seal_batch(*, at: datetime, size: int = BATCH) -> int:
    """Link and seal up to `size` entries. Two jobs never seal at once: the second finds nothing."""
    if not _alone():
        return 0
    rows = list(Entry.objects.unsealed().order_by("id", "zone").values(*COLUMNS)[:size])
    if not rows:
        return 0
    last = Seal.objects.order_by("-number").first()
    number = last.number + 1 if last else 1
    before = bytes(last.digest) if last else START
    algorithm: str = settings.AUDIT_DIGEST
    head = head_of(number=number, algorithm=algorithm, entries=len(rows), sealed_at=at)
    digests = list(links(before, head, rows, algorithm))
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [number, [r["zone"] for r in rows], [r["id"] for r in rows], digests])
    Seal.objects.create(
        number=number,
        algorithm=algorithm,
        before=before,
        digest=digests[-1],
        entries=len(rows),
        sealed_at=at,
    )
    return len(rows)


def links(
    before: bytes, head: bytes, rows: list[dict[str, Any]], algorithm: str
) -> Iterator[bytes]:
    """The digest of each row, from the digest before the batch and the head of its seal."""
    hashed = ALGORITHMS[algorithm]
    digest = hashed(before, head)
    for row in rows:
        digest = hashed(digest, canonical(row))
        yield digest


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


# ---- the proof ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a check of the chain found. `fault` is empty when the record is whole."""

    seals: int
    entries: int
    unsealed: int
    head: str
    fault: str = ""
    entry_id: str = ""

    @property
    def is_sound(self) -> bool:
        return not self.fault


class Broken(Exception):  # noqa: N818 - found, not failed
    def __init__(self, fault: str, entry_id: object = "") -> None:
        super().__init__(fault)
        self.fault, self.entry_id = fault, str(entry_id)


@transaction.atomic
def verify(*, since: int = 1, known: tuple[int, bytes] | None = None) -> Verdict:
    """Recompute the chain from seal `since` on, and name the first entry that does not fit.

    `known` is a seal number with its digest noted earlier outside the database.
    """
    walk = Walk(since, known)
    try:
        walk.all_seals()
        walk.strays()
        fault = Broken("")
    except Broken as broken:
        fault = broken
    return Verdict(
        seals=walk.seals,
        entries=walk.entries,
        unsealed=Entry.objects.unsealed().count(),
        head=f"{walk.number}:{walk.before.hex()}" if walk.seals else "",
        fault=fault.fault,
        entry_id=fault.entry_id,
    )


class Walk:
    """One walk along the chain, holding no more than a link in memory."""

    def __init__(self, since: int, known: tuple[int, bytes] | None) -> None:
        self.seals = self.entries = 0
        self.since, self.known = since, known
        self.number = since - 1
        first = Seal.objects.filter(number=since - 1).first() if since > 1 else None
        self.before = bytes(first.digest) if first else START

    def all_seals(self) -> None:
        for seal in Seal.objects.filter(number__gte=self.since).order_by("number").iterator():
            self._seal(seal)
        if self.known and self.known[0] > self.number:
            raise Broken(f"第 {self.known[0]} 批封存不见了：记录的末尾被截去。")

    def _seal(self, seal: Seal) -> None:
        expected = self.number + 1
        if seal.number != expected:
            raise Broken(f"第 {expected} 批封存不见了。")
        if bytes(seal.before) != self.before:
            raise Broken(f"第 {seal.number} 批封存的“上一批摘要”被改动。")
        if seal.algorithm not in ALGORITHMS:
            raise Broken(f"第 {seal.number} 批封存的摘要算法被改动。")
        self._entries(seal)
        if self.known and self.known[0] == seal.number and self.known[1] != bytes(seal.digest):
            raise Broken(f"第 {seal.number} 批封存与库外留存的摘要不符：整条链被重造。")
        self.number, self.before = seal.number, bytes(seal.digest)
        self.seals += 1

    def _entries(self, seal: Seal) -> None:
        hashed = ALGORITHMS[seal.algorithm]
        head = head_of(
            number=seal.number,
            algorithm=seal.algorithm,
            entries=seal.entries,
            sealed_at=seal.sealed_at,
        )
        digest, at = hashed(self.before, head), 0
        for row in rows_of(seal.number):
            at += 1
            kept = row.pop("digest")
            digest = hashed(digest, canonical(row))
            if kept is None or bytes(kept) != digest:
                raise Broken(self._why(seal, at), row["id"])
        if at != seal.entries:
            raise Broken(
                f"第 {seal.number} 批封存 {seal.entries} 条，现有 {at} 条：末尾有记录被删除或插入。"
            )
        if digest != bytes(seal.digest):
            raise Broken(f"第 {seal.number} 批封存的摘要被改动。")
        self.entries += at

    def _why(self, seal: Seal, at: int) -> str:
        held = Entry.objects.filter(seal=seal.number).count()
        if held < seal.entries:
            why = f"此条之前有记录被删除（封存 {seal.entries} 条，现有 {held} 条）"
        elif held > seal.entries:
            why = f"此条是插入的，或此条之前有记录被插入（封存 {seal.entries} 条，现有 {held} 条）"
        else:
            why = "内容被改动或次序被调换，或者封存信息被改动"
        return f"第 {seal.number} 批第 {at} 条与封存时不符：{why}。"

    def strays(self) -> None:
        """Entries that claim a seal which does not exist."""
        for stray in Entry.objects.filter(seal__gt=self.number).order_by("seal", "id")[:1]:
            raise Broken(f"有记录冒称属于第 {stray.seal} 批，而这一批并未封存。", stray.id)
        for stray in Entry.objects.filter(seal__lt=1).order_by("seal", "id")[:1]:
            raise Broken(f"有记录冒称属于第 {stray.seal} 批，而这一批并未封存。", stray.id)


def rows_of(number: int) -> Iterator[dict[str, Any]]:
    entries = Entry.objects.filter(seal=number).order_by("id", "zone")
    yield from entries.values(*COLUMNS, "digest").iterator(chunk_size=2_000)
