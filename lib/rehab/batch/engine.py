"""papermill's slots: an engine `rehab`, and parameters that keep their zeros and their Vietnamese.

papermill loads this module for its entry point; from then on every Python notebook's injected parameters are
written by `BriefTranslator`, also by the plain `papermill` command.
"""

from papermill.engines import NBClientEngine
from papermill.translators import PythonTranslator, papermill_translators

_CODE_PARAMETER = "province"
_CODE_DIGITS = 2


class BriefTranslator(PythonTranslator):
    """Writes injected parameters as Python: Vietnamese as Vietnamese, a province's code as two characters."""

    @classmethod
    def translate_escaped_str(cls, str_val: object) -> str:
        """A string literal that reads as the text does; only quotes and control characters are escaped.

        >>> BriefTranslator.translate_escaped_str('Đắk "Nông"')
        '"Đắk \\\\"Nông\\\\""'
        """
        text = str(str_val)
        quoted = repr(text)
        if quoted.startswith("'"):
            inner = quoted[1:-1].replace("\\'", "'").replace('"', '\\"')
            return f'"{inner}"'
        return quoted

    @classmethod
    def codify(cls, parameters: dict[str, object], comment: str = "Parameters") -> str:
        """The injected cell; `papermill -p province 01` reads 01 as a number, here it is a code again."""
        code = parameters.get(_CODE_PARAMETER)
        if isinstance(code, int) and not isinstance(code, bool):
            parameters = {**parameters, _CODE_PARAMETER: str(code).zfill(_CODE_DIGITS)}
        return str(super().codify(parameters, comment))


class BriefEngine(NBClientEngine):
    """papermill's own nbclient engine under the project's name (`papermill --engine rehab`)."""


papermill_translators.register("python", BriefTranslator)
