"""The service worker, the manifest, the page without a network, and the gallery."""

import json

import pytest

from lianxin.foundation.ui import gallery
from tests.cast import sign_in


def test_the_service_worker_keeps_the_shell_and_nothing_personal(client, db):
    page = client.get("/sw.js")
    script = page.content.decode()

    assert page.status_code == 200
    assert page["Content-Type"].startswith("text/javascript")
    assert page["Cache-Control"] == "no-cache"
    assert '"/m/offline/"' in script
    assert "app.css" in script
    assert "X-Offline" in script


def test_the_manifest_names_our_own_mark(client, db):
    page = client.get("/manifest.webmanifest")

    assert page["Content-Type"] == "application/manifest+json"
    assert json.loads(page.content)["icons"][0]["src"].endswith(".svg")


def test_the_offline_page_is_the_same_for_everybody(client, cast):
    nobody = client.get("/m/offline/").content.decode()
    wang = sign_in(client, cast.wang).get("/m/offline/").content.decode()

    assert "现在打不开这一页" in nobody
    assert cast.wang.name not in wang


def test_the_gallery_asks_who_one_is(client, db):
    assert client.get("/ui/").status_code == 302


@pytest.mark.parametrize("page", gallery.PAGES)
def test_every_page_of_the_gallery_draws(client, cast, page):
    answer = sign_in(client, cast.wang).get(f"/ui/{page}/?theme=dark&mode=elder")

    assert answer.status_code == 200
    assert 'data-theme="dark" data-mode="elder"' in answer.content.decode()


def test_a_page_the_gallery_does_not_have_is_not_found(client, cast):
    answer = sign_in(client, cast.wang).get("/ui/nothing/")

    assert answer.status_code == 404
    assert "没有找到这个页面" in answer.content.decode()


def test_a_script_is_told_of_a_redirect_instead_of_following_it(client, db):
    page = client.get("/ui/")
    part = client.get("/ui/", headers={"HX-Request": "true"})

    assert (page.status_code, part.status_code) == (302, 204)
    assert "Location" not in part.headers
    assert part.headers["HX-Redirect"].startswith("/accounts/sign-in/")
