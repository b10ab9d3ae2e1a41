"""A refusal is an answer: the sentence, the right status, nothing of the machine."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from lianxin.foundation.core.middleware import RefusalMiddleware
from lianxin.foundation.core.refusals import NotPermitted, Refused, require


class TooLate(Refused):
    sentence = "签到已结束。请联系主持人补记。"


def answer_to(exception, **headers):
    request = RequestFactory().get("/", headers=headers)

    def view(request):
        answer = RefusalMiddleware(lambda _: HttpResponse()).process_exception(request, exception)
        assert answer is not None
        return answer

    return HtmxMiddleware(view)(request)


def test_a_refusal_is_a_page_with_its_sentence():
    page = answer_to(TooLate())
    assert page.status_code == 422
    assert "签到已结束。请联系主持人补记。" in page.content.decode()
    assert "<html" in page.content.decode()


def test_for_htmx_it_is_a_line_in_the_notice():
    page = answer_to(TooLate(), hx_request="true")
    assert page.status_code == 422
    assert page.headers["HX-Retarget"] == "#notice"
    assert "<html" not in page.content.decode()


def test_no_key_is_403():
    assert answer_to(NotPermitted()).status_code == 403
    with pytest.raises(NotPermitted):
        require(False)
    require(True)


def test_a_bug_is_not_a_refusal():
    request = RequestFactory().get("/")
    middleware = RefusalMiddleware(lambda _: HttpResponse())
    assert middleware.process_exception(request, ValueError("bug")) is None


def test_a_sentence_may_be_made_for_the_case():
    assert str(Refused("本支部还有 3 名党员。")) == "本支部还有 3 名党员。"
