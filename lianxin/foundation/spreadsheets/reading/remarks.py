"""A workbook given back: the same file with its bad cells coloured and commented."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import orjson

from lianxin.foundation.spreadsheets.reading import guard, workbooks
from lianxin.foundation.spreadsheets.reading.refusals import UnreadableFile

SCRIPT = Path(__file__).with_name("annotate.py")
LIMITS = f"{3 * 2**29},120"  # bytes, seconds
SAME_UP_TO = 20_000  # rows; beyond them the file is written anew, without its own looks


class Remark(NamedTuple):
    """What to put at a cell: `place` counts from 0. `corrected` replaces what stands there."""

    row: int
    place: int
    severity: str
    text: str
    corrected: str | None = None


class CannotAnnotate(UnreadableFile):
    code = "cannot_annotate"
    sentence = (
        "无法在原表上标注（文件里有不支持的内容）。请在页面上修正，或另存为新的 .xlsx 后重新上传。"
    )


def annotate(
    path: Path, tab: int, rows: int, remarks: Sequence[Remark], summary: Sequence[Sequence[str]]
) -> bytes:
    """The bytes of an .xlsx: the file itself where it is one, else its rows written anew."""
    target = path.with_name("annotated.xlsx")
    told = (
        orjson.dumps([tuple(remark) for remark in remarks]) + b"\n" + orjson.dumps(summary) + b"\n"
    )
    if guard.inspect(path).format is guard.Format.XLSX and rows <= SAME_UP_TO:
        source = path.rename(path.with_name("source.xlsx"))  # openpyxl goes by the name
        _run("same", source, target, tab, iter([told]))
    else:
        _run("anew", path, target, tab, _with_rows(told, path, tab))
    return target.read_bytes()


def _with_rows(told: bytes, path: Path, tab: int) -> Iterator[bytes]:
    yield told
    for chunk in workbooks.chunks(path, tab):
        yield orjson.dumps(chunk) + b"\n"


def _run(what: str, source: Path, target: Path, tab: int, said: Iterator[bytes]) -> None:
    command = [sys.executable, "-I", str(SCRIPT), what, str(source), str(target), LIMITS, str(tab)]
    with subprocess.Popen(  # noqa: S603 - our own script, no shell, paths as arguments
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={}
    ) as script:
        try:
            if script.stdin is not None:
                script.stdin.writelines(said)
                script.stdin.close()
            failed = script.wait() != 0
        except BrokenPipeError:
            failed = True
        finally:
            script.kill()
    if failed or not target.exists():
        raise CannotAnnotate
