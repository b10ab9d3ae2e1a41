"""Files that cannot be read, each with a sentence that says what to do."""

from lianxin.foundation.core.refusals import Refused


class UnreadableFile(Refused):
    """The file is not a spreadsheet we can open."""

    code = "unreadable"
    sentence = "这个文件无法识别。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传。"


class EmptyFile(UnreadableFile):
    code = "empty"
    sentence = "文件里没有内容。请确认选对了文件，并在 Excel 或 WPS 中保存后再上传。"


class NoHeader(UnreadableFile):
    code = "no_header"
    sentence = (
        "没有找到表头行。请确认表格里有一行写着各列的名称（如“姓名”），或在下方指定表头所在的行。"
    )


class PasswordProtected(UnreadableFile):
    code = "password"
    sentence = (
        "文件设有打开密码，无法读取。请在 Excel 中打开，"
        "从“文件 → 信息 → 保护工作簿”去掉密码，保存后再上传。"
    )


class CorruptFile(UnreadableFile):
    code = "corrupt"
    sentence = "文件已损坏或没有传完整。请在电脑上确认它能正常打开，另存一份新的 .xlsx 后再上传。"


class NotASpreadsheet(UnreadableFile):
    """A known kind of file, but not a table: the sentence names it."""

    code = "not_a_spreadsheet"

    def __init__(self, kind: str) -> None:
        super().__init__(f"这是{kind}，不是电子表格。请把内容整理成 Excel 表格（.xlsx）后再上传。")


class DisguisedTable(UnreadableFile):
    """Web pages and XML that other systems hand out under the name .xls."""

    code = "disguised"
    sentence = (
        "这个文件的内容是网页格式（有些系统导出的 .xls 就是这样）。"
        "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传。"
    )


class BinaryWorkbook(UnreadableFile):
    code = "xlsb"
    sentence = "暂不读取二进制工作簿（.xlsb）。请在 Excel 中另存为“Excel 工作簿（.xlsx）”后再上传。"


class UnknownEncoding(UnreadableFile):
    code = "encoding"
    sentence = (
        "文本编码无法识别（既不是 UTF-8，也不是 GB18030）。"
        "请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。"
    )


class TooLarge(UnreadableFile):
    code = "too_large"
    sentence = (
        "文件展开后过大，为安全起见没有打开。请删去图片和空白行列，"
        "或按组织拆成几个文件，每个不超过 20 万行后再上传。"
    )


class Suspicious(UnreadableFile):
    """A file that unpacks to far more than it weighs."""

    code = "bomb"
    sentence = (
        "文件的压缩比例异常，可能是恶意文件，没有打开。"
        "如确是正常表格，请新建一个工作簿，把内容以“数值”方式粘贴进去再上传。"
    )


class TooSlow(UnreadableFile):
    code = "too_slow"
    sentence = (
        "读取这个文件用时过长，已停止。请删去多余的工作表、图片和公式，或拆成几个文件后再上传。"
    )
