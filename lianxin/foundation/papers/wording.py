"""A paper as a Word file one may go on editing, from the same blocks that Typst sets.

Texts become runs of the document, never markup; a name with “&” or “{{” is a name.
"""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FACES = {
    "fang": "仿宋_GB2312", "title": "方正小标宋简体", "kai": "楷体_GB2312", "hei": "黑体",
    "song": "宋体",
}  # fmt: skip
RED = RGBColor(0xC8, 0x16, 0x1D)
THREE, PITCH = 16, 28.95
PLAIN: Mapping[str, Any] = {
    "face": "fang", "size": THREE, "bold": False, "align": "", "indent": 0, "pitch": PITCH,
}  # fmt: skip
LEVELS = {1: "hei", 2: "kai"}
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}  # fmt: skip


def word(values: Mapping[str, Any], mark: Mapping[str, str]) -> bytes:
    """The .docx of a Letter or a Form."""
    document = docx.Document()
    _page(document, values)
    if values["frame"] == "letter":
        _letter(document, values, mark)
    else:
        if mark["number"]:
            _say(document, mark["number"], size=12, align="right")
        _blocks(document, values["body"])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Document, values: Mapping[str, Any]) -> None:
    section = document.sections[0]
    is_letter = values["frame"] == "letter"
    top, bottom, left, right = (37, 35, 28, 26) if is_letter else (25, 20, 24, 20)
    wide, high = (297, 210) if values.get("flipped") else (210, 297)
    if values.get("flipped"):
        section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    style = document.styles["Normal"]
    style.font.size = Pt(THREE if is_letter else 12)
    _face(style.element.get_or_add_rPr(), "fang")
    document.core_properties.title = values["title"].replace("\n", "")
    document.core_properties.author = ""
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page_number(foot, ("— ", " —") if is_letter else ("第 ", " 页"))


def _letter(document: Document, values: Mapping[str, Any], mark: Mapping[str, str]) -> None:
    if values["red"]:
        _red_head(document, values, mark["number"])
    elif mark["number"]:
        _say(document, mark["number"], align="right")
    for line in values["title"].split("\n"):
        _say(document, line, face="title", size=22, align="center")
    _say(document, "")
    if values["to"]:
        _say(document, f"{values['to']}：")
    _blocks(document, values["body"])
    _attachments(document, {"names": values["attachments"]})
    if values["signed"] or values["date"]:
        _signature(document, {"units": values["signed"], "date": values["date"]})
    if values["note"]:
        _say(document, f"（{values['note']}）", indent=2)
    for text in _imprint(values):
        _rule(_say(document, text, size=14), "000000")


def _imprint(values: Mapping[str, Any]) -> Iterable[str]:
    if values["copies"]:
        yield f"抄送：{values['copies']}。"
    if values["printed-by"]:
        yield f"{values['printed-by']}　　{values['printed-on']}印发"


def _red_head(document: Document, values: Mapping[str, Any], number: str) -> None:
    head = _say(document, values["issuer"], face="title", size=30, align="center")
    for run in head.runs:
        run.font.color.rgb = RED
    _say(document, "")
    signers = f"　　　　签发人：{'　'.join(values['signers'])}" if values["signers"] else ""
    line = _say(document, f"{number}{signers}", align="left" if signers else "center")
    _rule(line, "C8161D", side="bottom", weight=14)
    _say(document, "")


# ---- blocks ---------------------------------------------------------------------------------


def _blocks(document: Document, blocks: Iterable[Mapping[str, Any]]) -> None:
    for block in blocks:
        DRAW[block["kind"]](document, block)


def _paragraph(document: Document, block: Mapping[str, Any]) -> None:
    level = block.get("level", 0)
    centred, flush = block.get("centred", False), block.get("flush", False)
    for line in block["text"].split("\n"):
        _say(
            document, line, face=LEVELS.get(level, "fang"), bold=level == 3,
            align="center" if centred else "", indent=0 if centred or flush else 2,
        )  # fmt: skip


def _title(document: Document, block: Mapping[str, Any]) -> None:
    for line in block["text"].split("\n"):
        _say(document, line, face="title", size=block["size"], align="center")


def _heading(document: Document, block: Mapping[str, Any]) -> None:
    _say(document, block["text"], face="hei", size=16, align="center")


def _line(document: Document, block: Mapping[str, Any]) -> None:
    _say(document, "　　".join(block["texts"]), size=block["size"])


def _note(document: Document, block: Mapping[str, Any]) -> None:
    for line in block["text"].split("\n"):
        _say(document, line, size=10.5, pitch=16)


def _space(document: Document, block: Mapping[str, Any]) -> None:
    _say(document, "", pitch=block["height"] * 2.8)


def _new_page(document: Document, _block: Mapping[str, Any]) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _cover(document: Document, block: Mapping[str, Any]) -> None:
    for _ in range(4):
        _say(document, "")
    for line in block["title"].split("\n"):
        _say(document, line, face="title", size=30, align="center", pitch=44)
    for _ in range(5):
        _say(document, "")
    for name, said in block["fields"]:
        _say(document, f"{name}　{said or '＿' * 12}", size=THREE, align="center", pitch=36)
    for line in block["foot"].split("\n"):
        _say(document, line, size=THREE, align="center")
    _new_page(document, block)


def _signature(document: Document, block: Mapping[str, Any]) -> None:
    _say(document, "")
    for unit in block["units"]:
        _say(document, f"{unit}　　", align="right")
    _say(document, f"{block['date'] or '　　年　　月　　日'}　　　　", align="right")


def _attachments(document: Document, block: Mapping[str, Any]) -> None:
    names = block["names"]
    for number, name in enumerate(names, 1):
        begins = "附件：" if number == 1 else "　　　"
        _say(document, f"{begins}{f'{number}.' if len(names) > 1 else ''}{name}", indent=2)


def _table(document: Document, block: Mapping[str, Any]) -> None:
    rows, columns = block["rows"], block["columns"]
    table = document.add_table(len(rows), len(columns))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    section = document.sections[0]
    wide = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    for index, share in enumerate(columns):
        for cell in table.columns[index].cells:
            cell.width = int(wide * share / sum(columns))
    taken: set[tuple[int, int]] = set()
    for number, each in enumerate(rows):
        if number < block["header"]:
            _repeats(table, number)
        _row(table, number, each, taken, block["size"])
    _say(document, "", pitch=8)


def _row(
    table: Table, number: int, row: Mapping[str, Any], taken: set[tuple[int, int]], size: float
) -> None:
    """The cells of a row from the left, over places that cells from above do not hold."""
    column = 0
    for said in row["cells"]:
        while (number, column) in taken:
            column += 1
        span, down = said.get("span", 1), said.get("rows", 1)
        taken.update((number + y, column + x) for y in range(down) for x in range(span))
        cell = table.cell(number, column).merge(table.cell(number + down - 1, column + span - 1))
        _fill(cell, said, size)
        column += span
    heights = [row.get("height"), *(said.get("height") for said in row["cells"])]
    if known := [height for height in heights if height]:
        table.rows[number].height = Mm(max(known))


def _fill(cell: _Cell, said: Mapping[str, Any], size: float) -> None:
    is_passage = said.get("indent", False)
    text = "\n".join(said["text"]) if said.get("upright") else said["text"]
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT[("TOP" if is_passage else "CENTER")]
    align = said.get("align", "" if is_passage else "center")
    first = cell.paragraphs[0]
    for number, line in enumerate(text.split("\n")):
        paragraph = first if number == 0 else cell.add_paragraph()
        _write(paragraph, line, size=size, align=align, indent=2 if is_passage else 0, pitch=18)
    for line in said.get("sign", ()):
        for each in line.split("\n"):
            _write(cell.add_paragraph(), each, size=size, align="right", pitch=20)


DRAW: Mapping[str, Callable[[Document, Mapping[str, Any]], None]] = {
    "paragraph": _paragraph, "title": _title, "heading": _heading, "line": _line, "note": _note,
    "space": _space, "page": _new_page, "cover": _cover, "signature": _signature,
    "attachments": _attachments, "table": _table,
}  # fmt: skip


# ---- runs -----------------------------------------------------------------------------------


def _say(document: Document, text: str, **how: Any) -> Paragraph:
    return _write(document.add_paragraph(), text, **how)


def _write(paragraph: Paragraph, text: str, **how: Any) -> Paragraph:
    look = {**PLAIN, **how}
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(look["size"]), look["bold"]
    _face(run._r.get_or_add_rPr(), look["face"])
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    form.line_spacing = Pt(look["pitch"])
    form.first_line_indent = Pt(look["size"] * look["indent"])
    if look["align"]:
        paragraph.alignment = ALIGN[look["align"]]
    return paragraph


def _face(properties: Any, face: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for part in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(part), FACES[face])


def _rule(paragraph: Paragraph, colour: str, *, side: str = "top", weight: int = 6) -> None:
    borders = OxmlElement("w:pBdr")
    edge = OxmlElement(f"w:{side}")
    for name, said in (("val", "single"), ("sz", weight), ("space", 4), ("color", colour)):
        edge.set(qn(f"w:{name}"), str(said))
    borders.append(edge)
    paragraph._p.get_or_add_pPr().append(borders)


def _repeats(table: Table, number: int) -> None:
    properties = table.rows[number]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def _page_number(paragraph: Paragraph, around: Sequence[str]) -> None:
    for kind, text in (
        ("", around[0]),
        ("begin", ""),
        ("code", "PAGE"),
        ("end", ""),
        ("", around[1]),
    ):
        run = paragraph.add_run(text if not kind else "")
        run.font.size = Pt(14)
        _face(run._r.get_or_add_rPr(), "song")
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.text = text
            run._r.append(code)
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
