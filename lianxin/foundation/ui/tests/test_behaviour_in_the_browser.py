"""What the scripts do, under the same policy as in production, and what is left without them."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from lianxin.foundation.ui.tests import urls

pytestmark = [pytest.mark.urls("lianxin.foundation.ui.tests.urls"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def received():
    urls.RECEIVED.clear()
    return urls.RECEIVED


@pytest.fixture
def console(page: Page, live_server) -> Page:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/try/")
    return page


def test_what_destroys_asks_first_and_names_the_thing(console: Page, received):
    console.get_by_label("词").fill("七月")
    console.get_by_role("button", name="删除草稿").click()
    question = console.get_by_role("alertdialog", name="删除“七月名单”？")
    expect(question.get_by_role("button", name="先不")).to_be_focused()

    question.get_by_role("button", name="先不").click()
    assert received == []

    console.get_by_role("button", name="删除草稿").click()
    question.get_by_role("button", name="删除草稿").click()

    expect(console.get_by_text("已保存事由")).to_be_visible()
    assert [(one["word"], one["do"]) for one in received] == [("七月", "delete")]


def test_a_form_in_a_dialog_shows_its_errors_and_then_goes_on(console: Page, received):
    console.get_by_role("link", name="填写").click()
    dialog = console.get_by_role("dialog", name="填写事由")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog.locator("[data-focus]")).to_contain_text("有 1 处需要更正")
    expect(dialog.locator("[data-focus]")).to_be_focused()

    dialog.get_by_label("事由").fill("家中有事")
    dialog.get_by_role("button", name="保存").click()

    expect(console.locator(".toast.success")).to_contain_text("已保存事由")
    assert [one["word"] for one in received] == ["家中有事"]


def test_a_refusal_is_said_in_the_notice_and_the_page_stays(console: Page):
    console.get_by_role("button", name="会被拒绝").click()

    expect(console.locator("#notice").get_by_role("alert")).to_contain_text("签到已于 16:30 结束。")
    expect(console.locator("#said")).to_have_text("原样")


def test_a_fault_is_said_in_words_and_never_swapped_in(console: Page):
    console.get_by_role("button", name="会出错").click()

    expect(console.locator(".toast.error")).to_contain_text("系统出了差错")
    expect(console.locator("#said")).to_have_text("原样")


def test_a_redirect_moves_the_whole_page(console: Page):
    console.get_by_role("button", name="会转走").click()

    expect(console).to_have_url(re.compile(r"/try/m/$"))


def test_a_deed_done_may_say_so(console: Page):
    console.get_by_role("button", name="会办成").click()

    expect(console.locator("#said")).to_have_text("办成了")
    expect(console.locator(".toast.success")).to_contain_text("Ready")


def test_without_network_htmx_says_so(console: Page):
    console.context.set_offline(True)
    console.get_by_role("button", name="会办成").click()

    expect(console.locator(".toast.error")).to_contain_text("网络不通")


def test_the_tree_is_walked_by_keys_and_opens_its_children(console: Page):
    root = console.get_by_role("treeitem", name="港务局党委")
    root.focus()
    console.keyboard.press("ArrowRight")
    expect(console.get_by_role("treeitem", name="一号码头")).to_be_visible()
    expect(root).to_have_attribute("aria-expanded", "true")

    console.keyboard.press("ArrowDown")
    expect(console.get_by_role("treeitem", name="一号码头")).to_be_focused()
    console.keyboard.press("End")
    expect(console.get_by_role("treeitem", name="二号码头")).to_be_focused()
    console.keyboard.press("ArrowLeft")
    expect(root).to_be_focused()
    console.keyboard.press("ArrowLeft")
    expect(console.get_by_role("treeitem", name="一号码头")).to_be_hidden()


def test_a_person_is_found_by_initials_and_chosen_by_keys(console: Page):
    field = console.get_by_role("combobox", name="人")
    field.fill("wsy")
    expect(console.get_by_role("option", name="王思远")).to_be_visible()

    field.press("ArrowDown")
    field.press("Enter")

    expect(field).to_have_value("王思远")
    expect(console.locator("input[name=who]")).to_have_value("7")


def test_numbers_come_live_from_the_snapshot_where_there_is_no_stream(console: Page):
    expect(console.locator("[data-live-field=present]")).to_have_text("38")
    width = console.locator("[data-live-width]").evaluate(
        "e => e.style.getPropertyValue('--value')"
    )

    assert width == "90%"


def test_states_come_by_stream_under_the_name_of_their_topic(page: Page, live_server):
    page.goto(f"{live_server.url}/try/streamed/")

    expect(page.locator("[data-live-field=present]")).to_have_text("40")
    expect(page.locator("[data-live-list=recent] li")).to_have_text(["14:28 王思远"])


def test_where_no_camera_opens_the_other_ways_are_named(page: Page, live_server):
    page.goto(f"{live_server.url}/try/streamed/")
    page.get_by_role("button", name="打开相机").click()

    expect(page.locator("[data-say]")).to_contain_text("输入屏幕上的签到码")


def test_a_link_is_copied(page: Page, live_server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}/try/streamed/")
    page.get_by_role("button", name="复制").click()

    expect(page.locator(".toast.success")).to_contain_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == "https://lianxin.example/q/8f3k"


def test_a_file_too_large_or_of_the_wrong_kind_is_not_sent(console: Page, received, tmp_path):
    large, wrong, good = (tmp_path / name for name in ("大.csv", "图.png", "名册.csv"))
    large.write_bytes(b"x" * 3000)
    wrong.write_bytes(b"x")
    good.write_bytes(b"x")

    console.get_by_label("文件").set_input_files(large)
    expect(console.locator(".toast.error").last).to_contain_text("请拆分或压缩")
    console.get_by_label("文件").set_input_files(wrong)
    expect(console.locator(".toast.error").last).to_contain_text("格式不对")
    console.get_by_label("文件").set_input_files(good)
    expect(console.locator(".chosen")).to_have_text("名册.csv（1 KB）")
    with console.expect_navigation():
        console.get_by_role("button", name="上传").click()

    assert received == [{"file": "名册.csv"}]


def test_the_navigation_is_a_drawer_on_a_narrow_window(page: Page, live_server):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/ui/roster/?theme=light")
    expect(page.get_by_role("navigation", name="主导航")).to_be_hidden()

    page.get_by_role("link", name="打开菜单").click()
    drawer = page.get_by_role("dialog", name="主导航")
    expect(drawer.get_by_role("link", name="党员名册")).to_be_visible()
    page.keyboard.press("Escape")

    expect(drawer).to_be_hidden()
    expect(page.get_by_role("link", name="打开菜单")).to_be_focused()


def test_selecting_everything_means_the_filter_not_the_page(page: Page, live_server):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{live_server.url}/ui/roster/?theme=light")
    expect(page.locator("[data-said]")).to_have_text("已选 2 人")

    page.get_by_label("全选本页").check()
    expect(page.locator("[data-said]")).to_have_text("已选 8 人")
    page.get_by_role("button", name="选择全部 128 人").click()
    expect(page.locator("[data-said]")).to_have_text("已选 128 人")
    expect(page.locator("input[name=everything]")).to_have_value("1")

    page.get_by_label("选择陈晓梅").uncheck()

    expect(page.locator("input[name=everything]")).to_have_value("")
    expect(page.locator("[data-said]")).to_have_text("已选 7 人")


def test_a_row_s_menu_is_not_cut_off_by_its_table(page: Page, live_server):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{live_server.url}/ui/roster/?theme=light")

    page.get_by_label("更多操作").last.click()

    link = page.locator("details[open]").get_by_role("link", name="编辑")
    expect(link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()


def test_the_code_turns_by_itself_and_goes_on_without_network(page: Page, live_server):
    page.goto(f"{live_server.url}/try/codes/")
    shown = page.locator("[data-qr-text]")
    expect(shown).to_have_text(re.compile(r"\d+"))
    page.context.set_offline(True)
    first = shown.inner_text()

    expect(shown).not_to_have_text(first, timeout=4000)
    assert int(shown.inner_text()) == int(first) + 1
    expect(page.locator("[data-qr] svg")).to_be_visible()
    expect(page.get_by_text("码用完了")).to_be_visible(timeout=9000)


def test_what_is_written_without_network_is_sent_once_it_is_back(page: Page, live_server, received):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/try/m/")
    page.context.set_offline(True)
    page.get_by_label("事由").fill("家中有事")
    page.get_by_role("button", name="提交").click()
    expect(page.locator("form [role=status]")).to_contain_text("已保存在本机")
    expect(page.locator("[data-outbox]")).to_contain_text("有 1 项")
    assert received == []

    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.locator("[data-outbox]")).to_be_hidden()
    assert [one["why"] for one in received] == ["家中有事"]
    assert len(received[0]["key"]) >= 32


def test_what_the_server_refuses_for_good_leaves_the_outbox_with_its_reason(
    page: Page, live_server
):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/try/m/")
    page.get_by_label("事由").fill("满了")
    page.get_by_role("button", name="提交").click()

    expect(page.locator("form [role=status]")).to_have_text("请假已经截止。")
    expect(page.locator("[data-outbox]")).to_be_hidden()


def test_the_phone_opens_its_last_page_without_network(page: Page, live_server):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/m/")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.reload()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)

    page.reload()
    expect(page.get_by_label("事由")).to_be_visible()
    page.goto(f"{live_server.url}/m/never-seen/")
    expect(page.get_by_role("heading", name="没有网络")).to_be_visible()


def test_without_scripts_the_page_is_still_a_page(browser: Browser, live_server, received):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{live_server.url}/try/")

    page.get_by_role("link", name="打开菜单").click()
    expect(page.get_by_role("link", name="名册")).to_be_visible()
    page.goto(f"{live_server.url}/try/form/")
    page.get_by_label("事由").fill("家中有事")
    page.get_by_role("button", name="保存").click()

    expect(page.get_by_text("已保存事由")).to_be_visible()
    assert [one["word"] for one in received] == ["家中有事"]
    context.close()
