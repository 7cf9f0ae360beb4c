"""Why a spreadsheet as a whole is not read: each docstring is the sentence a clerk reads."""

from shared.errors import Refused


class Unreadable(Refused):
    """这个文件读不了，请用模板填写后另存为 .xlsx 或者 .csv 再上传"""

    status = 422


class NotASpreadsheet(Unreadable):
    """这不是 .xlsx 或者 .csv 表格。请用模板填写，另存为这两种格式之一再上传"""


class OldWorkbook(Unreadable):
    """这是旧版 .xls 表格。请在 Excel 或 WPS 中另存为 .xlsx 再上传"""


class PasswordProtected(Unreadable):
    """表格加了密码，打不开。请取消密码保护，另存后再上传"""


class HasMacros(Unreadable):
    """表格带有宏，不能接收。请另存为不带宏的 .xlsx 再上传"""


class Damaged(Unreadable):
    """表格文件已经损坏，或者内部结构不正常。请重新另存一次再上传"""


class TooBig(Unreadable):
    """表格展开后太大，不能接收。请只保留要导入的内容，或者分成几份上传"""


class ForbiddenMarkup(Unreadable):
    """表格里夹带了文档类型或者实体声明，不能接收。请用模板重新填写"""


class MergedCells(Unreadable):
    """表格里有合并单元格（{place}）。请取消合并，每一格都填写后再上传"""


class TooManyColumns(Unreadable):
    """第 {row} 行的栏数太多，最多 {most} 栏。请用模板填写"""


class TooManyRows(Unreadable):
    """表格超过 {most} 行。请分成几份上传"""


class WrongEncoding(Unreadable):
    """文字的编码认不出来，内容是乱码。请另存为 .xlsx，或者“CSV UTF-8”再上传"""


class UnpairedQuotes(Unreadable):
    """第 {row} 行起引号没有成对，后面的内容分不清栏目。请改正后再上传"""


class NothingInIt(Unreadable):
    """表格里没有内容"""
