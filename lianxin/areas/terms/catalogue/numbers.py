"""The numbers of elections and terms, each with its source.

《中国共产党基层组织选举工作条例》 is of 2020-07-13; its 1990 predecessor asked "超过" four
fifths, this one asks "不少于". Local bodies elect by more than half of 应到会; primary ones, as
here, by more than half of 实到会.
"""

from datetime import date
from fractions import Fraction
from math import ceil, floor

from lianxin.foundation.organisation.catalogue import number
from lianxin.foundation.policies.catalogue import Rule, Stricter, declare

ELECTIONS = "《中国共产党基层组织选举工作条例》"
TERMS = "《关于党的基层组织任期的意见》"
ELECTIONS_ON = date(2020, 7, 13)
TERMS_ON = date(2018, 7, 12)

REMIND = "terms.remind_months"
SHIFT = "terms.shift_years"
REQUEST = "terms.request_months"
SURPLUS = "terms.surplus_percent"
QUORUM = "terms.quorum_percent"
DELEGATES = "terms.delegates_from"


def _of(code: str) -> int:
    """A number the tree knows already; it is said once."""
    found = number(code, kind="branch", at=TERMS_ON)
    assert found is not None  # noqa: S101 - declared beside the kinds of units
    return found.value


declare(
    Rule(
        code=REMIND, name="届满提前提醒", value=_of("term_notice_months"), measure="个月",
        soft=True, source=f"{TERMS}第三条", since=TERMS_ON, stricter=Stricter.MORE,
        text="党的基层组织任期届满，上级党组织一般应当提前 6 个月发函或者打电话提醒做好换届准备。",
    ),
    Rule(
        code=SHIFT, name="提前或者延期换届的期限", value=_of("term_shift_years"), measure="年",
        source=f"{TERMS}第二条", since=TERMS_ON,
        text="如需延期或者提前进行换届选举，应当报上级党委批准，延长或者提前期限一般不超过 1 年。",
    ),
    Rule(
        code=REQUEST, name="换届请示提前报送", value=1, measure="个月", soft=True,
        source="组织工作通行做法", since=TERMS_ON, stricter=Stricter.MORE,
        text="召开换届大会前 1 个月左右向上级党组织报送换届请示。",
    ),
    Rule(
        code=SURPLUS, name="委员候选人差额", value=20, measure="%",
        source=ELECTIONS, since=ELECTIONS_ON, stricter=Stricter.MORE,
        text="委员候选人的差额不少于应选人数的 20%。",
    ),
    Rule(
        code=QUORUM, name="选举会议到会", value=80, measure="%",
        source=ELECTIONS, since=ELECTIONS_ON,
        text="有选举权的到会人数不少于应到会人数的五分之四，会议有效。",
    ),
    Rule(
        code=DELEGATES, name="可以召开代表大会的党员人数", value=500, measure="人", soft=True,
        source=ELECTIONS, since=ELECTIONS_ON,
        text="党员 500 名以上或者所辖党组织驻地分散的，经上级批准，可以召开党员代表大会。",
    ),
)  # fmt: skip

FOUR_FIFTHS = Fraction(4, 5)


def least_present(expected: int, quorum: Fraction = FOUR_FIFTHS) -> int:
    """How many voters must be there: 不少于, not 超过."""
    return ceil(quorum * expected)


def least_votes(present: int) -> int:
    """How many votes elect: more than half of the voters who are there."""
    return floor(Fraction(present, 2)) + 1


def least_candidates(seats: int, surplus: int = 20) -> int:
    """How many candidates an election with choice needs: 3 → 4, 5 → 6, 7 → 9, 9 → 11."""
    return ceil(Fraction(seats * (100 + surplus), 100))
