"""Opens an untrusted workbook in a process of its own, with little memory and little time.

Run as a script, so that nothing of the house is loaded here; it prints JSON lines.
`child.py survey PATH LIMITS` tells the tabs and their first rows;
`child.py rows PATH LIMITS TAB` prints every row in chunks, then `{"end": true}`.
"""

import datetime
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import python_calamine

HEAD_ROWS = 40
CHUNK = 500
FILL_AT_MOST = 5000
MOST_TABS = 30
WHOLE = 10**15
ERROR_CELL = re.compile(
    rb'<c\b[^>]{0,99}\br="([A-Z]{1,3})(\d{1,7})"[^>]{0,99}\bt="e"[^>]{0,99}>'
    rb".{0,4000}?<v>([^<]{1,20})</v>",
    re.S,
)
OVERLAP = 8192


def confine(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def say(thing: object) -> None:
    sys.stdout.buffer.write(orjson.dumps(thing) + b"\n")


def plain(value: Any) -> Any:
    """One cell as a JSON value (see notes.Cell)."""
    translate = TRANSLATIONS.get(type(value))
    return value if translate is None else translate(value)


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() and abs(value) < WHOLE else value


def _moment(value: datetime.datetime) -> dict[str, str]:
    has_time = value.time() != datetime.time.min
    return {"d": (value if has_time else value.date()).isoformat()}


TRANSLATIONS: dict[type, Callable[[Any], Any]] = {
    str: lambda text: text or None,
    float: _number,
    datetime.datetime: _moment,
    datetime.date: lambda day: {"d": day.isoformat()},
    datetime.time: str,
    datetime.timedelta: str,
}


def column_index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


def error_cells(path: str, tab: int) -> dict[int, dict[int, str]]:
    """Cells whose formula failed, which the reader shows as empty: by row, by column."""
    found: dict[int, dict[int, str]] = {}
    if not zipfile.is_zipfile(path):
        return found
    with zipfile.ZipFile(path) as archive:
        part = sheet_part(archive, tab)
        if part is None:
            return found
        with archive.open(part) as file:
            rest = b""
            while block := file.read(2**20):
                text = rest + block
                if b't="e"' in text:
                    for hit in ERROR_CELL.finditer(text):
                        row = found.setdefault(int(hit[2]) - 1, {})
                        row[column_index(hit[1])] = hit[3].decode()
                rest = text[-OVERLAP:]
    return found


def sheet_part(archive: zipfile.ZipFile, tab: int) -> str | None:
    """The zip entry of the n-th sheet of an .xlsx, by its relationship."""
    if "xl/_rels/workbook.xml.rels" not in archive.namelist():
        return None
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    sheets = re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book)
    wanted = re.search(r'\b\w+:id="([^"]+)"', sheets[tab]) if tab < len(sheets) else None
    if wanted is None:
        return None
    for link in re.findall(r"<Relationship\b[^>]*>", links):
        if f'Id="{wanted[1]}"' in link and (target := re.search(r'Target="([^"]+)"', link)):
            path = target[1]
            name = path.lstrip("/") if path.startswith("/") else f"xl/{path}"
            return name if name in archive.namelist() else None
    return None


def fills(sheet: Any) -> dict[int, list[tuple[int, int]]]:
    """Cells below the first of a merged block: by row, (column, row of the first)."""
    below: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for row in range(top + 1, min(bottom, top + FILL_AT_MOST) + 1):
            below.setdefault(row, []).append((left, top))
    return below


def rows(sheet: Any, errors: dict[int, dict[int, str]]) -> Iterator[tuple[int, list[Any]]]:
    """Every row that holds something: its number in the file and its cells from column A on."""
    if sheet.start is None:
        return
    indent = [None] * sheet.start[1]
    filled = fills(sheet)
    tops = {top for marks in filled.values() for _, top in marks}
    kept: dict[int, list[Any]] = {}
    for index, row in enumerate(sheet.iter_rows()):
        cells = indent + [plain(value) for value in row]
        if index in tops:
            kept[index] = cells
        for column, top in filled.get(index, ()):
            if column < len(cells) and top in kept and column < len(kept[top]):
                cells[column] = kept[top][column]
        for column, sign in errors.get(index, {}).items():
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = {"e": sign}
        if any(cell is not None for cell in cells):
            yield index + 1, cells


def too_wide(sheet: Any, most_rows: int, most_columns: int) -> bool:
    return sheet.end is not None and (sheet.end[0] >= most_rows or sheet.end[1] >= most_columns)


def survey(path: str, most_rows: int, most_columns: int) -> None:
    book = python_calamine.CalamineWorkbook.from_path(path)
    tabs = []
    for index, about in enumerate(book.sheets_metadata[:MOST_TABS]):
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(index)
        if too_wide(sheet, most_rows, most_columns):
            say({"refused": "too_large"})
            return
        head = []
        for row in rows(sheet, {}):
            head.append(row)
            if len(head) == HEAD_ROWS:
                break
        hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
        length = 0 if sheet.end is None else sheet.end[0] + 1
        tabs.append(
            {"index": index, "name": about.name, "hidden": hidden, "rows": length, "head": head}
        )
        del sheet
    say({"tabs": tabs})


def stream(path: str, most_rows: int, most_columns: int, tab: int) -> None:
    sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(tab)
    if too_wide(sheet, most_rows, most_columns):
        say({"refused": "too_large"})
        return
    chunk = []
    for row in rows(sheet, error_cells(path, tab)):
        chunk.append(row)
        if len(chunk) == CHUNK:
            say(chunk)
            chunk = []
    say(chunk)
    say({"end": True})


def main(what: str, path: str, limits: str, *tab: str) -> None:
    memory, seconds, most_rows, most_columns = (int(part) for part in limits.split(","))
    confine(memory, seconds)
    try:
        if what == "survey":
            survey(path, most_rows, most_columns)
        else:
            stream(path, most_rows, most_columns, int(tab[0]))
    except python_calamine.PasswordError:
        say({"refused": "password"})
    except MemoryError:
        say({"refused": "too_large"})
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError, IndexError):
        say({"refused": "corrupt"})


if __name__ == "__main__":
    main(*sys.argv[1:])
