"""The Chinese font of official papers: Debian's Noto, unless the deployer names a folder."""

import shutil
import subprocess
from pathlib import Path

from tools.environment import apt_install
from tools.places import setting
from tools.words import say

PACKAGE = "fonts-noto-cjk"
FILES = "NotoSerifCJK*"


def provide() -> None:
    """Install the font where we may; otherwise say how. The house runs without it."""
    if setting("PAPER_FONTS") or found() or apt_install(PACKAGE):
        return
    say(
        f"没有中文字体，排印文书时会提示：apt install {PACKAGE}，或设置 PAPER_FONTS=字体文件夹"
        f" · no Chinese font: papers cannot be set until {PACKAGE} is installed"
    )


def found() -> bool:
    folder = Path("/usr/share/fonts")
    if folder.is_dir() and any(folder.rglob(FILES)):
        return True
    if not shutil.which("fc-list"):
        return False
    fonts = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=False)
    return bool(fonts.stdout.strip())
