"""Why a file cannot be read as a workbook."""


class UnreadableFileError(ValueError):
    """A file is refused or cannot be opened; `cause` says why in a few words, Vietnamese and English."""

    def __init__(self, cause_vi: str, cause_en: str) -> None:
        super().__init__(cause_vi, cause_en)
        self.cause = (cause_vi, cause_en)

    def __str__(self) -> str:
        return self.cause[1]


GONE = (
    "tệp không còn ở đó khi được đọc; nếu vẫn cần thì đặt lại vào chỗ cũ",
    "the file was gone when it came to be read; put it back if it is wanted",
)
NO_FILE = ("đây không phải tệp thường", "it is no ordinary file")
DAMAGED = ("tệp bị hỏng", "the file is damaged")
TOO_LARGE = ("tệp quá lớn", "the file is too large")
TOO_MANY_CELLS = ("quá nhiều ô", "it has too many cells")
TOO_MANY_SHEETS = ("quá nhiều trang tính", "it has too many sheets")
PROTECTED = (
    "tệp được bảo vệ bằng mật khẩu; nếu Excel mở được mà không hỏi mật khẩu thì chọn Review, Unprotect rồi lưu lại",
    "it is protected by a password; where Excel opens it without asking for one, choose Review, Unprotect and save it",
)
EMPTY = ("tệp rỗng", "the file is empty")
NO_SHEET = ("tệp không có trang tính nào", "it has no sheet")
NO_WORKBOOK = ("nội dung không phải bảng tính", "its content is no workbook")
TEXT_DOCUMENT = ("đây là văn bản Word, không phải bảng tính", "it is a text document, no workbook")
PDF = ("đây là tệp PDF, không phải bảng tính", "it is a PDF, no workbook")
PICTURE = ("đây là hình ảnh, không phải bảng tính", "it is a picture, no workbook")
OFFICE_FILE = ("đây là tệp Office khác, không chứa bảng tính", "it is another Office file, without a workbook in it")
ARCHIVE = ("đây là tệp nén; hãy giải nén trước", "it is an archive; unpack it first")
ENTITIES = ("XML có khai báo thực thể", "its XML declares entities")
ENCODING = ("XML dùng bảng mã không có thật", "its XML names an encoding that there is not")


def damaged_part(part: str) -> tuple[str, str]:
    """The cause where one part of an archive cannot be read.

    >>> damaged_part("xl/styles.xml")[1]
    'the file is damaged: its part xl/styles.xml cannot be read'
    """
    return f"tệp bị hỏng: không đọc được phần {part}", f"the file is damaged: its part {part} cannot be read"


def not_read(reason: str) -> tuple[str, str]:
    """The cause where the machine does not let a file be read.

    >>> not_read("Permission denied")[1]
    'the file cannot be read: Permission denied'
    """
    return f"không đọc được tệp: {reason}", f"the file cannot be read: {reason}"
