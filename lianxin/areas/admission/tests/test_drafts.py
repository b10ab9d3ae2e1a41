"""Papers from a real case: everything that is offered can be drawn, and says what was entered."""

import pytest
from django.test import Client
from django.utils.timezone import now

from lianxin.areas.admission import drafts
from lianxin.areas.admission.catalogue import ADMISSION, joined_on
from lianxin.areas.admission.catalogue.papers import PAPERS, Course, Person, offered
from lianxin.areas.admission.procedures import UNDECIDED, papers
from lianxin.areas.admission.tests.test_cases import case, go, one, place  # noqa: F401
from lianxin.areas.admission.tests.ways import at as pure_past
from lianxin.foundation.papers import actions as register
from lianxin.foundation.papers.catalogue import plugged
from lianxin.foundation.papers.printing import words_of
from lianxin.foundation.papers.tests import reading
from lianxin.foundation.procedures.models import Case
from tests.cast import actor, sign_in
from tests.trace import traces


def course(step: str) -> Course:
    return Course(
        procedure=ADMISSION, past=pure_past(step), person=Person(name="田禾"),
        branch="一号码头支部", committee="港务局党委",
    )  # fmt: skip


@pytest.mark.parametrize("step", ADMISSION.steps, ids=lambda step: step.code)
def test_whatever_is_offered_at_a_step_can_be_composed(step):
    """Without a database: the pure course of a case brought lawfully to the step."""
    here = course(step.code)
    wanted = [
        one
        for one in offered(step.number)
        if step.code not in UNDECIDED or one.code != "prereview_reply"
    ]

    composed = {one.code: one.compose(here) for one in wanted}

    assert [code for code, content in composed.items() if content is None] == []
    assert all("None" not in words_of(content.values()) for content in composed.values())


def test_before_its_facts_are_there_a_paper_is_not_composed():
    here = course("apply")
    waiting = {one.code for one in PAPERS if one.compose(here) is None}
    assert {"activist_report", "join_resolution", "join_reply", "full_reply"} <= waiting


@pytest.mark.django_db
def test_the_committee_numbers_its_reply_and_it_says_what_the_case_says(place, case):  # noqa: F811
    here = go(case, "file_above")
    secretary = actor(place.lin)
    register.set_series(place.harbour, "港党", last=20, by=secretary, at=now())

    issued = register.issue("admission.join_reply", here.pk, by=secretary, at=now())

    assert issued.number.endswith("〕21号")
    assert issued.unit == place.harbour
    assert issued.case_id == here.pk
    said = words_of(issued.said)
    day = joined_on(drafts.past_of(here, today=now().date()))
    assert f"批准田禾同志为中共预备党员，预备期一年，从支部大会通过之日起算，即{day.year}年" in said
    assert place.pier.name in said


@pytest.mark.django_db
def test_every_paper_on_the_case_page_opens(place, case):  # noqa: F811
    """At three points of the way, by the secretary of the committee."""
    lin, here = sign_in(Client(), place.lin), case
    for step in ("recommend", "meeting", "archive"):
        here = go(here, step)
        page = lin.get(f"/cases/{here.pk}/").content.decode()
        for paper in papers(here.pk, here.step):
            assert paper.url in page
            answer = lin.get(paper.url)
            assert answer.status_code == 200, (step, paper.name)


@pytest.mark.django_db
def test_a_draft_is_for_those_who_may_make_it(place, case):  # noqa: F811
    """Opinions on a person are in it: the member, strangers and the branch's reader get none."""
    here = go(case, "candidate")
    code, before = "admission.activist_record", traces()
    url = f"/papers/draft/{code}/{here.pk}/"

    assert sign_in(Client(), place.wang).get(url).status_code == 200
    assert sign_in(Client(), place.zhao).get(url).status_code == 404
    assert sign_in(Client(), place.chen).get(url).status_code == 404
    overseer = place.person("guan", "管理远")
    from lianxin.foundation.organisation import actions as organisation
    from lianxin.foundation.organisation.catalogue import Role
    from tests.cast import HOUSE, LONG_AGO

    organisation.give_grant(
        overseer, role=Role.OVERSEER, unit=place.pier, starts_on=LONG_AGO, reason="查", by=HOUSE
    )
    assert sign_in(Client(), overseer).get(url).status_code == 403
    # The branch's secretary makes no paper of the committee.
    reply = f"/papers/draft/admission.activist_reply/{here.pk}/"
    assert sign_in(Client(), place.wang).get(reply).status_code == 403
    assert traces() == before + 2  # the grant, and its account


@pytest.mark.django_db
def test_what_is_not_entered_yet_is_said(place, case):  # noqa: F811
    page = sign_in(Client(), place.lin).get(f"/papers/draft/admission.join_reply/{case.pk}/")

    assert page.status_code == 422
    assert "还没有登记" in page.content.decode()


@pytest.mark.django_db
def test_papers_sent_back_have_a_reply_that_says_what_is_wanting(place, case):  # noqa: F811
    here = one(go(case, "prereview"), "no", opinion="缺少集中培训材料。\n政治审查没有结论。")
    names = [paper.name for paper in papers(here.pk, here.step)]
    assert "预审批复" in names

    pdf = sign_in(Client(), place.lin).get(
        f"/papers/draft/admission.prereview_reply/{here.pk}/pdf/"
    )
    assert reading.missing(pdf.content, "2.政治审查没有结论。", "请补充完善后重新报送") == []


@pytest.mark.django_db
def test_after_the_end_the_full_record_tells_all(place, case):  # noqa: F811
    here = go(case, "nowhere")
    assert here.state == Case.State.DONE
    lin = sign_in(Client(), place.lin)

    pdf = lin.get(f"/papers/draft/admission.full_record/{here.pk}/take/pdf/").content

    assert reading.missing(pdf, "发展党员全程记实表", "材料齐全", "按期转正", "田禾") == []
    assert reading.outside(pdf, margin=20) == []
    reading.keep(pdf, "admission-real-record")


def test_every_kind_is_plugged():
    assert all(plugged(drafts.code_of(one)) for one in PAPERS)
