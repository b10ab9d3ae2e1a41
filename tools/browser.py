"""The browser of the tests: Debian's Chromium with its Chinese texts and a Chinese font."""

import shutil
import subprocess
from pathlib import Path

from tools.environment import apt_install
from tools.words import Trouble

PACKAGES = ("chromium", "chromium-l10n", "fonts-noto-cjk")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def require() -> None:
    """Chromium and a Chinese font, installed by apt where we may; a clear sentence otherwise."""
    if _complete():
        return
    apt_install(*PACKAGES)
    if not find():
        raise _missing("Chromium 浏览器", "the browser Chromium")
    if not _speaks_chinese():
        raise _missing("中文字体", "a Chinese font")


def _complete() -> bool:
    return bool(find()) and _speaks_chinese() and _has_chinese_texts()


def _speaks_chinese() -> bool:
    if not shutil.which("fc-list"):
        return any(Path("/usr/share/fonts").rglob("NotoSansCJK*"))
    fonts = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=False)
    return bool(fonts.stdout.strip())


def _has_chinese_texts() -> bool:
    """Debian packs the browser's own texts (date fields) apart; elsewhere they are built in."""
    home = Path("/usr/lib/chromium/locales")
    return not home.is_dir() or (home / "zh-CN.pak").exists()


def _missing(chinese: str, english: str) -> Trouble:
    packages = " ".join(PACKAGES)
    return Trouble(
        f"浏览器测试缺少{chinese}。请先安装：apt install {packages}",
        f"The browser tests need {english}. Install first: apt install {packages}",
    )
