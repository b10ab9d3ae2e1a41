"""What keeps the look one look: tokens by meaning, nothing inline, nothing newer than the floor."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
CSS = ROOT / "assets" / "css"
PARTS = sorted(path for path in CSS.rglob("*.css") if path.name not in {"tokens.css", "print.css"})
TEMPLATES = sorted(
    path
    for path in (ROOT / "lianxin").rglob("templates/**/*")
    if path.is_file() and path.suffix == ".html"
)
SCRIPTS = sorted((ROOT / "assets" / "js").rglob("*.js"))


def bare(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PARTS, ids=name)
def test_parts_speak_of_meaning_not_of_paint(path):
    found = re.findall(r"var\(--(?:red|gold|n|green|amber|blue)-\d+\)", bare(path.read_text()))

    assert found == []


@pytest.mark.parametrize("path", PARTS, ids=name)
def test_colours_are_named_in_the_tokens(path):
    # The big screen is a stage of its own with its own lights.
    if path.name == "screen.css":
        return
    found = re.findall(r"#[0-9a-fA-F]{3,8}\b", re.sub(r"url\([^)]*\)", "", bare(path.read_text())))

    assert found == []


def test_every_token_that_is_used_exists():
    everything = "\n".join(bare(path.read_text()) for path in CSS.rglob("*.css"))
    made = set(re.findall(r"(--[\w-]+)\s*:", everything))
    # Set by the page or by a script: a share, what is left, a place, a swatch.
    made |= {"--value", "--left", "--x", "--y", "--c"}
    used = set(re.findall(r"var\((--[\w-]+)", everything))

    assert used - made == set()


def test_dark_by_choice_and_dark_by_the_system_are_the_same_dark():
    tokens = (CSS / "tokens.css").read_text()
    chosen = re.search(r':root\[data-theme="dark"\] \{(.*?)\n    \}', tokens, re.DOTALL)
    system = re.search(r':root\[data-theme="auto"\] \{(.*?)\n    \}', tokens, re.DOTALL)

    assert chosen
    assert system
    assert chosen[1].split() == system[1].split()


@pytest.mark.parametrize("path", sorted(CSS.rglob("*.css")), ids=name)
def test_nothing_newer_than_the_floor(path):
    css = bare(path.read_text())

    assert not re.search(r"color-mix\(|oklch\(|oklab\(|:has\(|@container|light-dark\(|@scope", css)


def written(path: Path) -> str:
    text = re.sub(r"\{%\s*comment.*?endcomment\s*%\}", "", path.read_text(), flags=re.DOTALL)
    return re.sub(r"\{#.*?#\}", "", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_template_carries_script_style_or_handlers(path):
    text = written(path)

    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style", text)
    assert not re.search(r"\son[a-z]+\s*=", text)
    assert not re.search(r"hx-on|javascript:|\bjs:", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_style_attribute_only_hands_over_a_value(path):
    for style in re.findall(r'\sstyle="([^"]*)"', written(path)):
        for declaration in filter(None, (part.strip() for part in style.split(";"))):
            assert declaration.startswith(("--", "width:", "{%")), declaration


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_template_fetches_from_elsewhere(path):
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', written(path))


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_no_script_evaluates_text(path):
    text = re.sub(r"//.*", "", path.read_text())

    assert not re.search(r"\beval\(|new Function|document\.write|setTimeout\(['\"`]", text)
