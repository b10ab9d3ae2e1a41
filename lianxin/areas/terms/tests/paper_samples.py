"""One of each paper of an election, about invented people."""

from datetime import date

from lianxin.areas.terms.catalogue.papers import (
    CandidatesReply,
    CandidatesRequest,
    ElectionReply,
    ElectionRequest,
    ResultReply,
    ResultRequest,
    Seats,
    Standing,
)
from lianxin.areas.terms.catalogue.sheets import BallotPaper, Counted, ResultSheet

UNIT, ABOVE = "中共东港港务局一号码头支部委员会", "中共东港港务局委员会"
NAMES = ["丁大海", "马小满", "阿依古丽·买买提", "吴敬山", "何清", "欧阳若兰"]
PEOPLE = [
    Standing(name=name, gender="男", ethnicity="汉族", born="1988年3月", education="大学本科",
             joined="2012年7月", where="东港港务局一号码头装卸调度员")
    for name in NAMES
]  # fmt: skip
SEATS = Seats(committee=5, secretary=1, deputies=1)
GROUPS = [("委员", PEOPLE), ("书记", PEOPLE[:1]), ("副书记", PEOPLE[1:2])]
ELECTED = [("委员", NAMES[:5]), ("书记", NAMES[:1]), ("副书记", NAMES[1:2])]
COUNTED = Counted(
    name="委员选举", seats=5, expected=52, present=48, issued=48, returned=48, valid=47, invalid=1,
    rows=[(name, str(47 - n * 6), str(n * 5), str(n), n < 5) for n, name in enumerate(NAMES)]
    + [("宋雨（另选）", "2", "", "", False)],
    sentences=["赞成票超过实到会有选举权人数 48 人的半数（至少 25 票）的当选。"],
)  # fmt: skip
SAMPLES = {
    "request": ElectionRequest(
        unit=UNIT, above=ABOVE, seats=SEATS, began_on=date(2023, 12, 20),
        ends_on=date(2026, 12, 20), met_on=date(2026, 10, 8), planned_on=date(2026, 12, 10),
        on=date(2026, 10, 10),
    ),
    "request-alone": ElectionRequest(
        unit=UNIT, above=ABOVE, seats=Seats(deputies=1), planned_on=date(2026, 12, 10)
    ),
    "reply": ElectionReply(
        unit=UNIT, above=ABOVE, on=date(2026, 10, 20), seats=SEATS, planned_on=date(2026, 12, 10),
        request="港一支〔2026〕5号",
    ),
    "reply-revise": ElectionReply(
        unit=UNIT, above=ABOVE, on=date(2026, 10, 20), seats=SEATS, is_agreed=False,
        remark="委员名额应当按照规定设置。",
    ),
    "candidates-request": CandidatesRequest(
        unit=UNIT, above=ABOVE, groups=GROUPS, manner="支部委员会提名、党员酝酿",
        met_on=date(2026, 11, 5), on=date(2026, 11, 10),
    ),
    "candidates-request-alone": CandidatesRequest(
        unit="中共东港港务局三号码头支部", above=ABOVE, groups=[("书记", PEOPLE[:1])],
        met_on=date(2026, 11, 5), on=date(2026, 11, 10),
    ),
    "candidates-reply": CandidatesReply(
        unit=UNIT, above=ABOVE, on=date(2026, 11, 20), groups=GROUPS, request="港一支〔2026〕6号"
    ),
    "result": ResultRequest(
        unit=UNIT, above=ABOVE, elected=ELECTED, met_on=date(2026, 12, 10),
        plenary_on=date(2026, 12, 10), expected=52, present=48, on=date(2026, 12, 12),
    ),
    "approval": ResultReply(unit=UNIT, above=ABOVE, on=date(2026, 12, 18), elected=ELECTED),
    "sheet": ResultSheet(
        unit=UNIT, votes=[COUNTED], elected=ELECTED, met_on=date(2026, 12, 10),
        scrutineers=["陆远"],
    ),
}  # fmt: skip
BALLOTS = {
    "committee": BallotPaper(unit=UNIT, office="委员", seats=5, names=NAMES),
    "preliminary": BallotPaper(unit=UNIT, office="委员", seats=5, names=NAMES, preliminary=True),
    "secretary": BallotPaper(unit=UNIT, office="书记", seats=1, names=NAMES[:1]),
    "many": BallotPaper(
        unit=UNIT, office="委员", seats=21, names=[f"{NAMES[n % 6][:2]}{n}" for n in range(26)]
    ),
}
