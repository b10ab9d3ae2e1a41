"""The secretary's desk changes hands: the old one's office ends, the new one takes everything he
saw through in one press, reads who looked and who did what, and goes on; the old one is refused."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils.timezone import localdate, now
from playwright.sync_api import Browser, Page, expect

from lianxin.areas.admission import actions as admission
from lianxin.foundation.accounts.models import User
from lianxin.foundation.organisation import actions as organisation
from lianxin.foundation.organisation.models import Appointment
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures.models import Case, Decision
from tests.cast import actor
from tests.journeys import trips
from tests.journeys.trips import give
from tests.looks import faults_everywhere

pytestmark = pytest.mark.django_db(transaction=True)
APPLICANTS = ("梅雪", "田禾", "兰心")


class Trip(trips.Trip):
    """The old secretary has three applicants on his desk."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.cases = [self._received(name) for name in APPLICANTS]

    def _received(self, name: str) -> Case:
        wang, day = self.cast.wang, localdate() - timedelta(days=5)
        case = admission.receive_application(
            self.cast.pier, on=day, by=actor(wang), at=now(), name=name, born_on="1998-01-05"
        )
        return procedures.assign_case(case, to=wang, by=actor(wang), at=now())

    def look(self, page: Page, name: str) -> None:
        """Read in every look; a picture where PICTURES says."""
        self.wrong += faults_everywhere(page)
        if "PICTURES" in os.environ:
            page.screenshot(path=str(Path(os.environ["PICTURES"]) / f"{name}.png"), full_page=True)


@pytest.fixture
def trip(browser: Browser, live_server, browser_context_args) -> Iterator[Trip]:
    yield from trips.under_way(Trip(browser, live_server.url, browser_context_args), browser)


def test_a_new_secretary_takes_the_whole_desk(trip: Trip):
    old = trip.window(trip.cast.wang)
    for case in trip.cases[:2]:
        old.goto(f"{trip.url}/cases/{case.pk}/")
    expect(old.get_by_role("heading", name="党组织派人谈话")).to_be_visible()
    su = trip.cast.person("su", "苏晴")
    change_of_office(trip, su)
    new = trip.window(su)
    take_the_desk(trip, new)
    read_what_was(trip, new)
    go_on(trip, new)
    be_refused(trip, old)
    assert trip.wrong == []


def change_of_office(trip: Trip, successor: User) -> None:
    """The committee above ends one appointment and enters the other."""
    lin, pier, today = actor(trip.cast.lin), trip.cast.pier, localdate()
    held = Appointment.objects.get(user=trip.cast.wang, unit=pier, ends_on=None)
    organisation.end_appointment(held, on=today, document="港党〔2026〕31 号", by=lin)
    organisation.appoint(successor, post="secretary", unit=pier, starts_on=today, by=lin)


def take_the_desk(trip: Trip, page: Page) -> None:
    """One press for everything the old one held."""
    page.goto(f"{trip.url}/cases/at/{trip.cast.pier.pk}/?tab=open")
    for name in APPLICANTS:
        expect(page.get_by_role("link", name=name)).to_be_visible()
    page.get_by_role("link", name="交接").click()
    page.get_by_label("移交人").select_option(label="王海平")
    page.get_by_label("接收人").select_option(label="苏晴")
    page.get_by_label("交接说明").fill("支部书记调整，全部移交")
    trip.look(page, "hand-over")
    page.get_by_role("button", name="交接", exact=True).click()
    expect(page.get_by_text("已交接 3 件事项")).to_be_visible()
    held = Case.objects.filter(pk__in=[case.pk for case in trip.cases])
    assert set(held.values_list("holder__name", flat=True)) == {"苏晴"}


def read_what_was(trip: Trip, page: Page) -> None:
    """Who saw it, who did what, and that it was handed over with its note."""
    page.goto(f"{trip.url}/cases/{trip.cases[0].pk}/history/")
    expect(page.get_by_text("支部书记调整，全部移交").first).to_be_visible()
    expect(page.get_by_text("经办 王海平").first).to_be_visible()
    seen = page.locator("section", has=page.get_by_role("heading", name="谁看过"))
    expect(seen.get_by_text("王海平")).to_be_visible()
    trip.look(page, "history")


def go_on(trip: Trip, page: Page) -> None:
    """The new one does the next step in her own name."""
    page.goto(f"{trip.url}/cases/{trip.cases[0].pk}/")
    assert talk(page, "苏晴") == 200
    expect(page.get_by_role("heading", name="推荐和确定入党积极分子")).to_be_visible()
    done = Decision.objects.get(case=trip.cases[0].pk, step="talk", kind=Decision.Kind.PASSED)
    assert done.actor == "苏晴"


def talk(page: Page, talker: str) -> int:
    """Fill in the talk and record it; how it was answered, a redirection followed."""
    give(page, talker=talker, talker_post="secretary", record="已谈话")
    with page.expect_response(lambda answer: answer.status != 302) as answered:
        page.locator("form.form button.primary").first.click()
    page.wait_for_load_state("load")
    return answered.value.status


def be_refused(trip: Trip, page: Page) -> None:
    """The page he left open takes nothing any more; neither list nor case is there for him."""
    before = Decision.objects.count()
    assert talk(page, "王海平") in {403, 404}
    for url in (f"/cases/at/{trip.cast.pier.pk}/", f"/cases/{trip.cases[1].pk}/"):
        answer = page.goto(f"{trip.url}{url}")
        assert answer is not None
        assert answer.status in {403, 404}
    assert Decision.objects.count() == before
