"""What particulars say of each other: gaps that a person need not fill, and hints to check."""

from collections.abc import Iterator, Mapping
from typing import Any

from lianxin.areas.members.catalogue import identity
from lianxin.areas.members.catalogue.codes import CATEGORIES, LISTS
from lianxin.areas.members.catalogue.judging import Problem
from lianxin.areas.members.catalogue.partial import Partial

FILLED_FROM = (
    "id_number", "born_on", "gender", "category", "full_on", "lost_on", "is_lost", "floating_to",
    "is_floating",
)  # fmt: skip


def filled(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What can be filled in from the rest: birth and sex from the identity number, the
    category from the dates. Only blanks are filled."""
    found: dict[str, Any] = {}
    said = identity.read(facts.get("id_number") or "")
    if said and not facts.get("born_on"):
        found["born_on"] = Partial(said.born_on)
    if said and not facts.get("gender"):
        found["gender"] = said.gender
    if not facts.get("category") and facts.get("full_on"):
        found["category"] = "formal"
    if facts.get("lost_on") and not facts.get("is_lost"):
        found["is_lost"] = True
    if facts.get("floating_to") and not facts.get("is_floating"):
        found["is_floating"] = True
    return found


_REMARKS = (
    ("预备", "category", "probationary"),
    ("积极分子", "category", "activist"),
    ("发展对象", "category", "candidate"),
)
_LEAVING = ("去世", "病故", "死亡", "转出", "除名", "开除党籍", "停止党籍", "退党")


def remarked(facts: Mapping[str, Any]) -> Iterator[Problem]:
    """What the remarks say that the columns do not."""
    note = facts.get("note")
    if not note:
        return
    for word, key, code in _REMARKS:
        if word in note and facts.get(key) != code:
            label = LISTS[key][code]
            yield Problem(
                key=key,
                sentence=f"备注写有“{word}”，人员类别可能是{label}，请核对。",
                is_error=not facts.get(key),
                suggestion=CATEGORIES[code],
            )
            break
    if "失联" in note and not facts.get("is_lost"):
        yield Problem(
            key="is_lost", sentence="备注写有“失联”，请核对。", is_error=False, suggestion="是"
        )
    if "流动" in note and not facts.get("is_floating"):
        yield Problem(
            key="is_floating", sentence="备注写有“流动”，请核对。", is_error=False, suggestion="是"
        )
    for word in _LEAVING:
        if word in note:
            yield Problem(
                key="note",
                sentence=f"备注写有“{word}”。导入后如需离开名册或停止党籍，请在其信息页办理。",
                is_error=False,
            )
            return
