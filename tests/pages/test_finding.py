"""The sentence that leads a page: true of the published figures, worked out here again from their table alone."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from chosen_pages import BuiltPage
from pages import Page, material_with
from rehab.pages.numbers.finding import finding
from rehab.pages.numbers.material import Material
from rehab.pages.sections.brief import Brief

FEWEST = 20
WORDS = {
    "vi": {
        "met": "Đạt {met} trong {all} chỉ tiêu",
        "none": "Không chỉ tiêu nào trong {all} chỉ tiêu{released} được đánh giá là đạt",
        "none_assessed": "Chưa đánh giá được chỉ tiêu nào trong {all} chỉ tiêu",
        "released": " có kết quả được công bố",
        "far": r"xa mục tiêu nhất là chỉ tiêu (\w+): (≥ )?([\d.,]+)%.*?, mục tiêu ([\d.,]+)%",
        "shown": "trong các số được công bố",
        "large": "có mẫu số từ 20 trở lên, xa",
        "by": r"(\d+) tính từ số liệu và (\d+) do tỉnh tự đánh giá",
        "terms": r"mới có (\d+)/(\d+) thành phần",
        "close": r"chỉ tiêu ([\d, ]+) đạt sát nút",
        "silent": ("Chưa đánh giá được chỉ tiêu nào", "Tỉnh chưa gửi số liệu"),
    },
    "en": {
        "met": "{met} of {all} indicators{released} met",
        "none": "None of the {all} indicators{released} is found to be met",
        "none_assessed": "None of the {all} indicators{released} can be assessed yet",
        "released": " whose verdict is released",
        "far": r"farthest from its target is indicator (\w+): (≥ )?([\d.,]+)%.*?, against a target of ([\d.,]+)%",
        "shown": "of the figures released",
        "large": "with a denominator of 20 or more, farthest",
        "by": r"(\d+) computed from the figures and (\d+) stated by the province",
        "terms": r"with figures for (\d+) of (\d+) terms",
        "close": r"indicator ([\d, ]+) is met only just",
        "silent": ("No indicator can be assessed", "The province has sent no data"),
    },
}


def table_of(built: BuiltPage) -> pd.DataFrame:
    """The verdicts of a page's province, as they are published beside it."""
    table = pd.read_csv(built.file.parent / "data" / "verdicts.csv", dtype={"province": str}, keep_default_na=False)
    return table[table["province"] == built.file.name[:2]]


def sentence_of(page: str) -> str:
    lead = re.search(r'<p class="lead">(.*?)</p>', page, re.DOTALL)
    assert lead
    return re.sub(r"\s+([,;:.%])|\s*(/)\s*", r"\1\2", " ".join(Page(lead[1]).text.split()))


def wrong_with(said: str, table: pd.DataFrame, language: str) -> list[str]:
    """What a sentence says that the table does not, and the other way round."""
    words = WORDS[language]
    whole, parts = table[table["part"] == ""], table[table["part"] != ""]
    if not (whole["basis"] != "").any():
        return [] if said.startswith(words["silent"]) else ["nothing is assessed"]
    shown = whole[whole["reason"] != "withheld"]
    met = shown[shown["verdict"] == "met"]
    key = "met" if len(met) else "none" if (shown["verdict"] == "not_met").any() else "none_assessed"
    released = words["released"] if len(shown) < len(whole) else ""
    begins = words[key].format(met=len(met), all=len(shown), released=released)
    wrong = [] if said.startswith(begins) and (words["released"] in said) == bool(released) else ["how many are met"]
    by, bases = re.search(words["by"], said), [int((met["basis"] == basis).sum()) for basis in ("computed", "stated")]
    if (by is not None) != all(bases) or (by and [int(by[1]), int(by[2])] != bases):
        wrong.append("by whose word")
    return wrong + wrong_farthest(said, parts, language) + wrong_close(said, whole, parts, language)


def wrong_farthest(said: str, parts: pd.DataFrame, language: str) -> list[str]:
    words = WORDS[language]
    missed = parts[(parts["verdict"] == "not_met") & (parts["value"] != "") & (parts["target"] != "")]
    shares = missed["value"].astype(float) / missed["target"].astype(float)
    large = [not over or float(over) >= FEWEST for over in missed["denominator"]]
    few, missed = shares[[not is_large for is_large in large]], missed[large]
    found = re.search(words["far"], said)
    if missed.empty or not found:
        return [] if missed.empty and not found else ["whether one is farthest"]
    shares = missed["value"].astype(float) / missed["target"].astype(float)
    farthest = missed.loc[shares.idxmin()]
    value, target = (float(found[n].replace(",", ".")) for n in (3, 4))
    wrong = [] if found[1] == farthest["part"] else ["which is farthest"]
    if abs(value - float(farthest["value"])) > 0.05 + 1e-9 or target != float(farthest["target"]):
        wrong.append("its figures")
    terms, lacking = re.search(words["terms"], said), [name for name in farthest["terms_missing"].split(";") if name]
    if bool(terms) != bool(lacking) or (terms and int(terms[2]) - int(terms[1]) != len(lacking)):
        wrong.append("its terms")
    if (words["large"] in said) != bool((few < shares.min()).any()):
        wrong.append("whether one over few is farther")
    held_back = ((parts["withheld"] != "") | (parts["reason"] == "withheld")).any()
    return wrong if held_back == (words["shown"] in said) else [*wrong, "whether some are held back"]


def wrong_close(said: str, whole: pd.DataFrame, parts: pd.DataFrame, language: str) -> list[str]:
    found = re.search(WORDS[language]["close"], said)
    told = {int(number) for number in re.findall(r"\d+", found[1])} if found else set()
    by_one = set(parts.loc[parts["margin"].isin(["0", "0.0"]) & (parts["borderline"] == "true"), "indicator"])
    sure = whole[(whole["verdict"] == "met") & (whole["basis"] == "computed") & (whole["borderline"] == "true")]
    # One whose figures are estimates is close by no unit (rule 13), and the table does not say which are.
    return [] if told <= by_one & set(sure["indicator"]) else ["what is close"]


def test_each_page_is_led_by_a_sentence_that_is_true_of_its_published_figures(pages: list[BuiltPage]):
    wrong = {
        built.name: (found, said)
        for built in pages
        if (found := wrong_with(said := sentence_of(built.html), table_of(built), built.language))
    }
    assert not wrong


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("Đạt 3", "Đạt 4"),
        ("chỉ tiêu 6", "chỉ tiêu 8"),
        ("36,1%", "36,3%"),
        ("3/7", "4/7"),
        ("chỉ tiêu 7", "chỉ tiêu 6"),
    ],
)
def test_a_sentence_that_is_false_is_found(dak_nong_page: BuiltPage, true: str, false: str):
    said = sentence_of(dak_nong_page.html)
    assert true in said
    assert wrong_with(said.replace(true, false), table_of(dak_nong_page), "vi")


def said(material: Material) -> str:
    return finding(material).sentence.plain


def with_parts(material: Material, **of_part: dict[str, object]) -> Material:
    """The material with columns of some verdicts changed: `p6={…}` of part 6, `w6={…}` of indicator 6 as a whole."""
    verdicts = material.verdicts.copy()
    for name, columns in of_part.items():
        part = name[1:] if name[0] == "p" else ""
        own = (verdicts["part"] == part) & ((name[0] == "p") | (verdicts["indicator"].astype(str) == name[1:]))
        for column, value in columns.items():
            verdicts.loc[own, column] = value
    return replace(material, verdicts=verdicts)


def test_a_blank_form_is_said_to_have_brought_nothing_and_nothing_is_counted(material: Material):
    silent = material.verdicts.assign(basis="", verdict="not_assessed", value=float("nan"), reason="no_data")
    nothing = replace(material_with(material, [{"line": "issuer", "text": "Sở"}]), verdicts=silent)
    assert said(nothing) == "Tỉnh chưa gửi số liệu: bảng tính không có số nào và không có đánh giá nào."
    shown = Page(Brief(nothing).summary().markup).text
    assert not re.search(r"\d", shown)


def test_a_form_with_one_figure_is_said_to_hold_one(material: Material):
    silent = material.verdicts.assign(basis="", verdict="not_assessed", value=float("nan"), reason="no_data")
    one = replace(material_with(material, [{"line": "people_on_file", "value": 10}]), verdicts=silent)
    assert "mới có 1 ô số liệu" in said(one)


def test_what_is_held_back_is_not_ranked_and_the_sentence_says_that_some_is(material: Material):
    hidden = with_parts(material, p6={"value": float("nan"), "withheld": "other", "verdict": "not_assessed"})
    assert "36,1%" not in said(hidden)
    shown = with_parts(material, p3a={"withheld": "other", "reason": "withheld"})
    assert "trong các số được công bố, xa mục tiêu nhất là chỉ tiêu 6" in said(shown)


def test_a_share_of_fewer_than_twenty_is_not_ranked(material: Material):
    assert "xa mục tiêu nhất" not in said(with_parts(material, p6={"denominator": 19.0}))


def test_one_over_fewer_than_twenty_that_is_farther_is_told_to_be_left_out(material: Material):
    few = with_parts(material, p7={"verdict": "not_met", "value": 0.0, "target": 50.0, "denominator": 3.0})
    assert "trong các tỷ lệ có mẫu số từ 20 trở lên, xa mục tiêu nhất là chỉ tiêu 6" in said(few)


def test_a_verdict_held_back_is_not_counted_as_not_assessed(material: Material):
    hidden = {"verdict": "not_assessed", "basis": "", "reason": "withheld"}
    shown = with_parts(material, w7=hidden, p7={**hidden, "value": float("nan")})
    assert said(shown).startswith("Đạt 2 trong 8 chỉ tiêu có kết quả được công bố, cả hai do tỉnh tự đánh giá")
    told = {tally.verdict: tally.count.plain for tally in finding(shown).tallies}
    assert told == {"met": "2", "not_met": "3", "not_assessed": "3", "withheld": "1"}


def test_where_nothing_could_be_assessed_none_is_said_to_be_missed(material: Material):
    open_ones = material.verdicts.assign(verdict="not_assessed", basis="", reason="incomplete")
    assert said(replace(material, verdicts=open_ones)).startswith("Chưa đánh giá được chỉ tiêu nào trong 9 chỉ tiêu")


def test_the_smallest_share_of_a_target_is_the_farthest_not_the_smallest_value(material: Material):
    closer = {"verdict": "not_met", "value": 30.0, "target": 50.0, "denominator": 100.0}
    assert "chỉ tiêu 6" in said(with_parts(material, p7=closer))
    assert "chỉ tiêu 7: 20%" in said(with_parts(material, p7={**closer, "value": 20.0}))


def test_where_nothing_was_computed_the_sentence_says_so(material: Material):
    stated = material.verdicts.assign(value=float("nan"), borderline=None)
    stated.loc[stated["basis"] == "computed", "basis"] = "stated"
    stated.loc[stated["part"] != "", "verdict"] = "not_assessed"
    expected = "Đạt 3 trong 9 chỉ tiêu, cả 3 do tỉnh tự đánh giá; không kết quả nào được kết luận từ số liệu."
    assert said(replace(material, verdicts=stated)) == expected


def test_the_two_cautions_that_weigh_most_come_first_and_are_of_two_kinds(material: Material):
    first, second, *_ = re.findall(r"<li>(.*?)</li>", Brief(material).cautions().markup, re.DOTALL)
    assert "một người quyết định kết quả" in first
    assert "mới tính từ" in second
