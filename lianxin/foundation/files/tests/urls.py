"""One form with files, for the tests of the field."""

from django import forms
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from lianxin.foundation.core.actors import public
from lianxin.foundation.files.forms import FilesField

RECEIVED: list[list[tuple[str, bytes]]] = []
PAGE = """{% extends "ui/mobile.html" %}{% block title %}上传{% endblock %}{% block content %}
<form class="form" method="post" enctype="multipart/form-data" novalidate>{% csrf_token %}
{% form_fields form %}<div class="btns">{% button "提交" "primary" %}</div></form>
{% endblock %}"""


class Papers(forms.Form):
    title = forms.CharField(label="题名")
    papers = FilesField(label="附件", most=4)
    more = FilesField(label="补充材料", required=False)


@public
def hand_in(request):
    form = Papers(request.POST, request.FILES) if request.method == "POST" else Papers()
    if form.is_bound and form.is_valid():
        RECEIVED.append([(file.name, file.content) for file in form.cleaned_data["papers"]])
        return HttpResponse("收到")
    page = engines["django"].from_string(PAGE).render({"form": form}, request)
    return HttpResponse(page, status=422 if form.is_bound else 200)


urlpatterns = [
    path("try/", hand_in),
    path("", include("config.urls")),
]
