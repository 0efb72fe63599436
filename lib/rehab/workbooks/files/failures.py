"""Why a file cannot be read as a workbook."""


class UnreadableFileError(ValueError):
    """A file is refused or cannot be opened; `cause` says why in a few words, Vietnamese and English."""

    def __init__(self, cause_vi: str, cause_en: str) -> None:
        super().__init__(cause_vi, cause_en)
        self.cause = (cause_vi, cause_en)

    def __str__(self) -> str:
        return self.cause[1]


DAMAGED = ("tệp bị hỏng", "the file is damaged")
TOO_LARGE = ("tệp quá lớn", "the file is too large")
TOO_MANY_CELLS = ("quá nhiều ô", "it has too many cells")
PROTECTED = ("tệp đặt mật khẩu", "it is protected by a password")
EMPTY = ("tệp rỗng", "the file is empty")
NO_SHEET = ("tệp không có trang tính nào", "it has no sheet")
NO_WORKBOOK = ("nội dung không phải bảng tính", "its content is no workbook")
ENTITIES = ("XML có khai báo thực thể", "its XML declares entities")
