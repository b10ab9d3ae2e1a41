"""A file is what its bytes say; what must not come in is refused with a sentence."""

import io

import pytest
from PIL import Image

from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.files.looking import (
    BearsMark,
    BrokenFile,
    EmptyFile,
    HasMacros,
    LockedFile,
    TooLargeFile,
    TooManyPixels,
    UnknownKind,
    look,
)
from lianxin.foundation.files.tests import samples

GOOD = {
    "pdf": samples.pdf,
    "jpg": samples.picture,
    "png": lambda: samples.picture("PNG"),
    "webp": lambda: samples.picture("WEBP"),
    "docx": samples.word,
    "xlsx": samples.sheet,
    "doc": lambda: samples.compound("doc", "思想汇报"),
    "xls": lambda: samples.compound("xls", "名单"),
    "ofd": lambda: samples.package(OFD_xml="<ofd:OFD/>", Doc_0__Content_xml="<a>决议</a>"),
    "txt": lambda: "会议记录\n".encode("gb18030"),
}


@pytest.mark.parametrize("kind", GOOD)
def test_every_kind_is_told_by_its_content(kind):
    handed = look("随便什么.bin", GOOD[kind]())

    assert handed.kind.code == kind
    assert handed.name == f"随便什么{handed.kind.extensions[0]}"


def test_a_name_keeps_its_own_right_extension():
    assert look("照片.JPEG", samples.picture()).name == "照片.JPEG"
    assert look("C:\\桌面\\申请书.pdf", samples.pdf()).name == "申请书.pdf"
    assert look("../../etc/pass\u202ewd.pdf", samples.pdf()).name == "passwd.pdf"
    assert look("1.王思远同志 申请", samples.pdf()).name == "1.王思远同志 申请.pdf"


def test_a_very_long_name_keeps_its_extension():
    name = look("长" * 300 + ".pdf", samples.pdf()).name

    assert len(name) == 120
    assert name.endswith("长.pdf")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_lose_place_and_camera_and_nothing_else(kind):
    given = samples.picture(kind)
    assert b"Camera-Maker" in given

    kept = look("现场", given).content

    assert b"Camera-Maker" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert not dict(image.getexif())
        assert image.size == (64, 48)
        assert image.format == kind


def test_a_picture_taken_sideways_stands_upright():
    image, exif, out = Image.new("RGB", (60, 20), "white"), Image.Exif(), io.BytesIO()
    exif[0x0112] = 6
    image.save(out, "JPEG", exif=exif)

    with Image.open(io.BytesIO(look("竖.jpg", out.getvalue()).content)) as kept:
        assert kept.size == (20, 60)


def test_a_picture_with_a_palette_keeps_its_colours():
    image, out = Image.new("P", (8, 8), 3), io.BytesIO()
    image.putpalette([0, 0, 0, 9, 9, 9, 200, 0, 0, 0, 120, 0])
    image.save(out, "PNG")

    with Image.open(io.BytesIO(look("图.png", out.getvalue()).content)) as kept:
        assert kept.convert("RGB").getpixel((2, 2)) == (0, 120, 0)


REFUSED = {
    "empty": (EmptyFile, "空.pdf", b""),
    "too large": (TooLargeFile, "大.pdf", b"%PDF-" + bytes(20 * 2**20)),
    "archive": (UnknownKind, "材料.zip", samples.package(a="1")),
    "archive with a wrong name": (UnknownKind, "材料.docx", samples.package(a="1")),
    "program": (UnknownKind, "照片.jpg", b"MZ\x90\x00" + bytes(60)),
    "page": (UnknownKind, "说明.txt", b"<html><script>alert(1)</script>"),
    "drawing with script": (UnknownKind, "图.png", b"<svg onload='alert(1)'/>"),
    "broken pdf": (BrokenFile, "坏.pdf", b"%PDF-1.7\nnothing more"),
    "broken picture": (BrokenFile, "坏.jpg", samples.picture()[:200]),
    "macros": (HasMacros, "表.docx", samples.package(word__document_xml="<w/>", vbaProject_bin="")),
    "old macros": (HasMacros, "表.doc", samples.compound("doc", "x_VBA_PROJECT")),
    "locked sheet": (LockedFile, "锁.xls", samples.compound("xls", "EncryptedPackage")),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_must_not_come_in_is_refused_by_name(case):
    refusal, name, content = REFUSED[case]
    if case == "macros":
        content = samples.package(word__document_xml="<w/>", **{"word/vbaProject.bin": ""})

    with pytest.raises(refusal) as said:
        look(name, content)

    assert str(said.value).startswith(f"“{name.split('.')[0]}")
    assert "请" in str(said.value)


def test_a_locked_pdf_is_refused():
    # An encryption dictionary nobody can open.
    locked = samples.pdf().replace(b"trailer\n<<", b"trailer\n<< /Encrypt << /Filter /Standard "
        b"/V 1 /R 2 /O (" + b"x" * 32 + b") /U (" + b"y" * 32 + b") /P -4 >>", 1)  # fmt: skip

    with pytest.raises((LockedFile, BrokenFile)):
        look("锁.pdf", locked)


def test_a_picture_that_would_fill_the_memory_is_refused():
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")

    with pytest.raises(TooManyPixels):
        look("巨图.png", out.getvalue())


def test_a_package_that_unpacks_too_far_is_refused():
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"{number}.xml", bytes(90 * 2**20))
        archive.writestr("word/document.xml", "")

    with pytest.raises(TooLargeFile):
        look("炸弹.docx", out.getvalue())


MARKED = {
    "name": ("【秘密】方案.pdf", lambda: samples.pdf("方案")),
    "name top": ("绝密方案.pdf", lambda: samples.pdf("方案")),
    "pdf": ("方案.pdf", lambda: samples.pdf("秘密★1年  关于…的通知")),
    "docx": ("方案.docx", lambda: samples.word("机密 ★ 三年", "通知")),
    "docx alone": ("方案.docx", lambda: samples.word("绝　密", "通知")),
    "xlsx": ("名单.xlsx", lambda: samples.sheet("名单", "绝密★")),
    "doc": ("方案.doc", lambda: samples.compound("doc", "机密★5年")),
    "ofd": ("方案.ofd", lambda: samples.package(OFD_xml="<a/>", P_xml="<t>秘密★</t>")),
    "txt": ("方案.txt", "机密\n关于……".encode),
}


@pytest.mark.parametrize("case", MARKED)
def test_a_mark_of_secrecy_is_refused_and_the_sentence_says_what_to_do(case):
    name, content = MARKED[case]

    with pytest.raises(BearsMark) as said:
        look(name, content())

    assert "非涉密系统" in str(said.value)
    assert "没有保存" in str(said.value)


def test_the_oath_is_no_secret():
    oath = "我志愿加入中国共产党，……严守党的纪律，保守党的秘密，对党忠诚……"

    assert look("誓词.docx", samples.word(oath, "机密文件管理办法由办公室负责")).kind.code == "docx"


@pytest.mark.parametrize("blank", ["\n", " ", "\u3000", "\n \n", "机\n", "机密 "])
def test_a_file_that_says_nothing_at_length_is_looked_at_as_soon_as_another(blank):
    """Each of these, looked at again from every blank, would take hours."""
    words = blank * 500_000 + "完"

    assert look("空白.txt", words.encode()).kind.code == "txt"


def test_refusals_are_answers_not_errors():
    assert issubclass(UnknownKind, Refused)
    assert UnknownKind.status == 422
