"""Members' files at the hospital: two years of trainings, appraisals and awards, and one ward
where a correction waits, help was given, and one note of discipline has been answered."""

from datetime import date, timedelta

from lianxin.areas.dossier import actions
from lianxin.areas.dossier.actions import Entry, Line
from lianxin.areas.dossier.models import Item
from lianxin.areas.members.catalogue.partial import Partial
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.overview.rehearsal.demo import HOUSE, Hospital, Place, acting

WARD = "心血管内科党支部"
COURSES = ("党章党规专题培训", "党的创新理论集中轮训", "医德医风专题党课", "基层党建实务培训")
HONOURS = ("优秀共产党员", "优秀党务工作者", "抗击疫情先进个人")
KEPT_AT = "医院党委组织部档案柜"
CONFIRMED = 0.4


def keep_files(made: Hospital) -> int:
    """Fill the files of every branch; say how many entries there are."""
    for place in made.places:
        _trained(made, place)
        _honoured(made, place)
    ward = next(place for place in made.places if place.branch.name == WARD)
    _appraised(made, ward)
    _documents(made, ward)
    _sealed(made, ward)
    _checked(made, ward)
    return Item.objects.count()


def _day(made: Hospital, year: int, month: int, day: int) -> Partial:
    return Partial(min(date(year, month, day), made.today - timedelta(days=1)))


def _settled(made: Hospital, place: Place) -> list[Member]:
    """Those who were full members all of last year."""
    since = date(made.today.year - 1, 1, 1)
    return [member for member in place.roll if member.full_on and member.full_on < since]


def _trained(made: Hospital, place: Place) -> None:
    """A course in spring and one in autumn, this year and last."""
    lines = []
    for year, month in ((made.today.year - 1, 4), (made.today.year - 1, 10), (made.today.year, 3)):
        on, course = _day(made, year, month, 12), made.random.choice(COURSES)
        for member in place.roll:
            hours = made.random.choice((120, 160, 160, 200))
            values = {"title": course, "form": "concentrated", "hours": hours, "by": "医院党委"}
            lines.append(Line(member_id=member.pk, entry=Entry(on=on, values=values)))
    actions.record_all("training", lines, unit=place.unit, batch=0, by=HOUSE, at=made.at)


def _honoured(made: Hospital, place: Place) -> None:
    on = _day(made, made.today.year, 6, 28)
    lines = []
    settled = _settled(made, place)
    for member in made.random.sample(settled, min(3, len(settled))):
        values = {
            "title": made.random.choice(HONOURS), "level": "committee", "by": "医院党委",
            "document": f"江三院党〔{made.today.year}〕11 号",
        }  # fmt: skip
        lines.append(Line(member_id=member.pk, entry=Entry(on=on, values=values)))
    actions.record_all("award", lines, unit=place.unit, batch=0, by=HOUSE, at=made.at)


def _appraised(made: Hospital, ward: Place) -> None:
    """Last year's grades; a third at most is excellent."""
    members = _settled(made, ward)
    for number, member in enumerate(members):
        grade = "excellent" if number < len(members) // 3 else "qualified"
        entry = Entry(on=_day(made, made.today.year - 1, 12, 20), values={"grade": grade})
        actions.record_appraisal(member, entry, by=HOUSE, at=made.at)


def _documents(made: Hospital, ward: Place) -> None:
    """The first ten have their joining form and application on paper, the first all of it."""
    for number, member in enumerate(ward.roll[:10]):
        wanted = ["application", "volition"]
        if number == 0:
            wanted += ["cultivation", "review", "training", "probation", "conversion"]
        for document in wanted:
            on = Partial(member.joined_on or made.today)
            entry = Entry(on=on, values={"document": document, "kept_at": KEPT_AT})
            actions.file_document(member, entry, by=HOUSE, at=made.at)


def _sealed(made: Hospital, ward: Place) -> None:
    nurse, other = ward.roll[9], ward.roll[1]
    helped = {"form": "visit", "amount": 100_000, "by": "医院工会", "reason": "家属住院，春节慰问"}
    on = Partial(made.today - timedelta(days=300))
    actions.record_help(nurse, Entry(on=on, values=helped), by=HOUSE, at=made.at)
    noted = {
        "measure": "admonition", "by": "医院纪委", "document": "江三院纪〔2026〕2 号",
        "reason": "值班期间擅自离岗，未造成后果。",
    }  # fmt: skip
    on = Partial(made.today - timedelta(days=60))
    note = actions.note_discipline(other, Entry(on=on, values=noted), by=HOUSE, at=made.at)
    actions.reply_to_note(
        note, "已深刻认识错误，今后严格遵守值班制度。", by=_self(other), at=made.at
    )


def _checked(made: Hospital, ward: Place) -> None:
    """The committee asks everybody to confirm; some have, one proposes a correction."""
    due = date(made.today.year, 12, 31)
    chief = acting(made, made.root)
    if made.today < due:
        actions.call_for_confirmation(made.root, due_on=due, by=chief, at=made.at)
    for place in made.places:
        keeper = acting(made, place.unit)
        for member in place.roll:
            if made.random.random() < CONFIRMED and member.user_id != keeper.user_id:
                actions.confirm_for_member(
                    member, how="meeting", note="主题党日当面核对", by=keeper, at=made.at
                )
    asks = ward.roll[2]
    right = {"school": "江城医科大学", "phone": "13800000002"}
    actions.propose_correction(asks, right, "入党申请日期请再核对。", by=_self(asks), at=made.at)


def _self(member: Member) -> Actor:
    return Actor(user_id=member.user_id, name=member.name)
