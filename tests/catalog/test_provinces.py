"""Names of provinces in every spelling an office uses, and the units of 2025 told apart from them."""

import unicodedata
from collections import defaultdict

import pytest

from rehab.catalog.files import read_rows
from rehab.catalog.folding import fold
from rehab.catalog.province_names import squash
from rehab.catalog.provinces import UnknownProvinceError, find_province, former_provinces, provinces
from rehab.catalog.provinces_2025 import Unit2025, find_unit_2025, unit_of_2025, units_2025

CITY = "thành phố trực thuộc trung ương"
CITY_CODES = {"01", "31", "48", "79", "92"}
# A unit of 2025 merged from several provinces, by its name; one left whole is the province it was.
MERGED = {unit.code: unit for unit in units_2025().values() if len(unit.formed_from) > 1}
WHOLE = {unit.code: unit for unit in units_2025().values() if len(unit.formed_from) == 1}


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _old_tones(text: str) -> str:
    for new, old in (("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("òe", "oè"), ("úy", "uý"), ("ủy", "uỷ")):
        text = text.replace(new, old)
    return text


SPELLINGS = {
    "as it is": str,
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "capitals": str.upper,
    "NFD capitals": lambda text: unicodedata.normalize("NFD", text.upper()),
    "small letters": str.lower,
    "no marks": _without_marks,
    "no spaces": lambda text: text.replace(" ", ""),
    "no marks nor spaces": lambda text: _without_marks(text).replace(" ", "").lower(),
    "hyphens": lambda text: text.replace(" ", "-"),
    "underscores": lambda text: _without_marks(text).replace(" ", "_"),
    "en dash": lambda text: text.replace(" - ", " – "),
    "tight em dash": lambda text: text.replace(" - ", "—"),
    "no dash": lambda text: text.replace(" - ", " "),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "double spaces": lambda text: f"  {text.replace(' ', '  ')} ",
    "trailing dots": lambda text: f"{text}…..",
    "trailing comma": lambda text: f"{text} ,",
    "eth for đ": lambda text: text.replace("Đ", "Ð").replace("đ", "ð"),
    "old tone placement": _old_tones,
    "hook for tilde": lambda text: unicodedata.normalize(
        "NFC", unicodedata.normalize("NFD", text).replace("\u0309", "\u0303")
    ),
    "in brackets": lambda text: f"({text})",
}
OFFICES = ("", "UBND ", "Ủy ban nhân dân ", "UỶ BAN NHÂN DÂN ", "Sở LĐTBXH ", "Sở LĐ-TB&XH ", "Sở LĐ - TBXH ",
           "Sở Lao động - Thương binh và Xã hội ", "Sở Lao động, Thương binh và Xã hội ", "Công an ", "HĐND ",
           "Văn phòng UBND ")  # fmt: skip
LEVELS = {
    "tỉnh": ("", "Tỉnh ", "tỉnh: ", "T. ", "T.", "TỈNH "),
    CITY: ("", "Thành phố ", "TP. ", "TP.", "TP ", "T.P ", "T.P. ", "Tp ", "Tp.", "T.Phố ", "Thành phố: "),
}


@pytest.mark.parametrize("code", provinces())
def test_a_province_is_found_however_its_name_is_typed(code: str):
    province = provinces()[code]
    for spelling, spell in SPELLINGS.items():
        for name in (province.name, province.name_short, province.name_en):
            assert find_province(spell(name)).code == code, spelling


@pytest.mark.parametrize("code", provinces())
def test_a_province_is_found_behind_its_level_and_its_office(code: str):
    province = provinces()[code]
    for office in OFFICES:
        for level in LEVELS[province.type]:
            for spelling in ("as it is", "NFD", "capitals", "no marks", "trailing dots"):
                written = SPELLINGS[spelling](f"{office}{level}{province.name_short}")
                assert find_province(written).code == code, written


@pytest.mark.parametrize("code", provinces())
def test_a_province_is_found_behind_its_level_without_any_space(code: str):
    province = provinces()[code]
    for level in ("Tỉnh", "UBNDtỉnh") if province.type == "tỉnh" else ("TP", "Tp.", "ThànhPhố", "UBNDTP."):
        assert find_province(level + province.name_short.replace(" ", "")).code == code


@pytest.mark.parametrize("code", provinces())
def test_a_province_is_found_by_its_english_name(code: str):
    province = provinces()[code]
    level = "City" if province.type == CITY else "Province"
    assert find_province(f"{province.name_en} {level}").code == code
    assert find_province(f"{level} of {province.name_en.replace(' ', '')}, Viet Nam").code == code


@pytest.mark.parametrize("code", provinces())
def test_a_province_is_found_by_its_code_as_text_and_as_a_number_that_lost_its_zero(code: str):
    assert find_province(code).code == find_province(int(code)).code == find_province(str(int(code))).code == code


@pytest.mark.parametrize("row", read_rows("province_spellings.csv"), ids=lambda row: row["spelling"])
def test_a_spelling_of_the_catalogue_leads_to_its_province(row: dict[str, str]):
    for spell in SPELLINGS.values():
        assert find_province(spell(row["spelling"])).code == row["code"]


def test_no_two_provinces_share_a_name_once_it_is_folded():
    meant = defaultdict(set)
    for province in provinces().values():
        for name in (province.name, province.name_short, province.name_en):
            meant[squash(name)].add(province.code)
    for row in read_rows("province_spellings.csv"):
        meant[squash(row["spelling"])].add(row["code"])
    assert {name: codes for name, codes in meant.items() if len(codes) > 1} == {}
    assert not set(meant) & set(former_provinces())


def test_every_spelling_is_another_one_once_it_is_folded():
    folded = [squash(row["spelling"]) for row in read_rows("province_spellings.csv")]
    assert len(folded) == len(set(folded))


def test_a_spelling_of_initials_is_of_those_initials_only_where_the_catalogue_says_so():
    assert {row["spelling"] for row in read_rows("province_spellings.csv") if _initials(row["spelling"])} == {
        "HN",
        "TTH",
    }


def _initials(spelling: str) -> bool:
    letters = {"".join(word[0] for word in fold(p.name_short).split()) for p in provinces().values()}
    return squash(spelling) in letters - {"hcm", "brvt"}


@pytest.mark.parametrize(
    ("written", "code"),
    [("Đắc Lắc", "66"), ("Đăk Lăk", "66"), ("Đăc Lăc", "66"), ("Daklak", "66"), ("Dak Lak", "66"), ("Darlac", "66"),
     ("Đắc Nông", "67"), ("Đăk Nông", "67"), ("Dac Nong", "67"), ("Bắc Cạn", "06"), ("Kontum", "62"), ("Con Tum", "62"),
     ("Quãng Ngãi", "51"), ("Quảng Nghãi", "51"), ("Quãng Nam", "49"), ("Quãng Bình", "44"), ("Quãng Trị", "45"),
     ("Quãng Ninh", "22"), ("Bà Rịa Vũng Tầu", "77"), ("Bà Rịa-Vũng Tàu", "77"), ("Vũng Tàu", "77"), ("BR-VT", "77"),
     ("BRVT", "77"), ("BR - VT", "77"), ("Sài Gòn", "79"), ("TP.HCM", "79"), ("TPHCM", "79"), ("Tp HCM", "79"),
     ("T.P HCM", "79"), ("HCMC", "79"), ("Saigon", "79"), ("Gia Lay", "64"), ("Cà mau", "96"), ("Hoà Bình", "17"),
     ("Thanh Hoá", "38"), ("Khánh Hoà", "56"), ("Lạng Sơn", "20"), ("Bắc Ninh", "27"), ("Hải Dương", "30"),
     ("TT Huế", "46"), ("TT-Huế", "46"), ("T.T.Huế", "46"), ("TT. Huế", "46"), ("Thừa Thiên - Huế", "46"),
     ("Thừa Thiên–Huế", "46"), ("Huế", "46"), ("HN", "01"), ("TP. HN", "01"), ("Thủ đô Hà Nội", "01"),
     ("Hậu Giang", "93"), ("Sở LĐTBXH tỉnh BR-VT", "77"), ("UBND TP.HCM", "79"), ("Tỉnh Hà Nội", "01")],
)  # fmt: skip
def test_common_spellings_and_misspellings_are_read(written: str, code: str):
    assert find_province(written).code == code


@pytest.mark.parametrize(
    ("written", "nearest"),
    [("Đắk Nôngg", "Tỉnh Đắk Nông"), ("Lạng Sơng", "Tỉnh Lạng Sơn"), ("Hà Giangg", "Tỉnh Hà Giang"),
     ("UBND tỉnh Quảng Nin", "Tỉnh Quảng Ninh"), ("Thành phố Đà Lẵng", "Thành phố Đà Nẵng"), ("AG", "Tỉnh An Giang")],
)  # fmt: skip
def test_an_unknown_name_is_refused_with_the_nearest_and_never_guessed(written: str, nearest: str):
    with pytest.raises(UnknownProvinceError) as raised:
        find_province(written)
    assert nearest in raised.value.nearest
    assert nearest in str(raised.value)
    assert raised.value.given == written


@pytest.mark.parametrize(
    ("initials", "names"),
    [("ĐN", {"Đà Nẵng", "Đồng Nai", "Đắk Nông"}), ("QN", {"Quảng Ninh", "Quảng Nam", "Quảng Ngãi"}),
     ("BT", {"Bình Thuận", "Bến Tre"}), ("HG", {"Hà Giang", "Hậu Giang"}), ("B.Đ", {"Bình Định", "Bình Dương"}),
     ("tỉnh TN", {"Thái Nguyên", "Tây Ninh"})],
)  # fmt: skip
def test_initials_of_several_provinces_are_refused_with_their_names(initials: str, names: set[str]):
    with pytest.raises(UnknownProvinceError) as raised:
        find_province(initials)
    assert {find_province(name).name_short for name in raised.value.nearest} == names


@pytest.mark.parametrize(
    "written",
    ["", " ", ".", "UBND", "Tỉnh", "tỉnh mới", "(mới)", "99", "03", "100", "-1", "1.0", "²", "xyz",
     "UBND huyện Cư Jút", "Huyện Hòa Bình", "Thị xã Hà Giang"],
)  # fmt: skip
def test_what_is_no_name_of_a_province_is_refused(written: str):
    with pytest.raises(UnknownProvinceError):
        find_province(written)
    with pytest.raises(UnknownProvinceError):
        find_unit_2025(written)
    assert unit_of_2025(written) is None


@pytest.mark.parametrize("repeated", ["tỉnh ", "UBND ", "mới ", "T.P ", "Đắk Nông ", " City", "x"])
def test_a_text_of_any_length_is_refused_in_time(repeated: str):
    for times in (30, 20_000):
        with pytest.raises(UnknownProvinceError):
            find_province(repeated * times)


@pytest.mark.parametrize("written", ["Thành phố Hòa Bình", "TP. Vũng Tàu", "UBND TP Bắc Ninh", "Hai Duong City"])
def test_a_city_inside_a_province_is_not_the_province_that_bears_its_name(written: str):
    with pytest.raises(UnknownProvinceError, match="trực thuộc trung ương") as raised:
        find_province(written)
    assert len(raised.value.nearest) == 1


@pytest.mark.parametrize("former", former_provinces().values(), ids=lambda former: former.name)
def test_a_former_province_is_refused_and_the_message_says_where_it_went(former):
    names = [provinces()[code].name for code in former.became]
    for written in (former.name, f"Tỉnh {former.name}", former.name.upper(), f"{former.name} (cũ)"):
        with pytest.raises(UnknownProvinceError, match=str(former.year)) as raised:
            find_province(written)
        assert list(raised.value.nearest) == names
        assert all(name in text for name in names for text in raised.value.explanation.values())


def test_ha_tay_is_hanoi_since_2008_and_never_read_as_it():
    with pytest.raises(UnknownProvinceError, match=r"2008.*Thành phố Hà Nội"):
        find_province("Hà Tây")


def test_the_34_units_of_2025_are_those_the_63_provinces_became():
    became = {province.merged_2025_code: province.merged_2025_into for province in provinces().values()}
    assert {unit.code: unit.name for unit in units_2025().values()} == became
    assert len(became) == 34
    assert sum(unit.type == CITY for unit in units_2025().values()) == 6


def test_each_province_went_into_one_unit_of_2025():
    assert sorted(code for unit in units_2025().values() for code in unit.formed_from) == sorted(provinces())
    assert len(WHOLE) == 11


@pytest.mark.parametrize("unit", units_2025().values(), ids=lambda unit: unit.code)
def test_a_unit_of_2025_is_named_like_one_of_the_provinces_it_was_formed_from(unit: Unit2025):
    assert unit.name == ("Thành phố " if unit.type == CITY else "Tỉnh ") + unit.name_short
    assert unit.name_en == _without_marks(unit.name_short)
    same = [code for code in unit.formed_from if provinces()[code].name == unit.name]
    assert same or unit.name == "Thành phố Huế"


@pytest.mark.parametrize("unit", units_2025().values(), ids=lambda unit: unit.code)
def test_a_unit_of_2025_is_found_however_its_name_is_typed_and_by_its_code(unit: Unit2025):
    for spell in SPELLINGS.values():
        for name in (unit.name, unit.name_short, unit.name_en):
            assert find_unit_2025(spell(name)) == unit
    assert find_unit_2025(unit.code) == find_unit_2025(int(unit.code)) == unit


@pytest.mark.parametrize("row", read_rows("province_list_marks.csv"), ids=lambda row: row["phrase"])
def test_a_mark_says_which_list_a_name_is_of(row: dict[str, str]):
    for written in (f"Tỉnh Lâm Đồng {row['phrase']}", f"LÂM ĐỒNG ({row['phrase'].upper()})",
                    f"Lâm Đồng - {unicodedata.normalize('NFD', row['phrase'])}",
                    f"LâmĐồng{row['phrase'].replace(' ', '')}", f"UBND tỉnh Lâm Đồng, {row['phrase']}."):  # fmt: skip
        if row["list"] == "2025":
            assert unit_of_2025(written) == find_unit_2025(written) == units_2025()["68"]
            with pytest.raises(UnknownProvinceError, match="01/7/2025"):
                find_province(written)
        else:
            assert find_province(written).code == "68"
            assert unit_of_2025(written) is None
            with pytest.raises(UnknownProvinceError):
                find_unit_2025(written)


@pytest.mark.parametrize("day", ["01/7/2025", "1/7/2025", "01/07/2025", "1-7-2025", "01.7.2025"])
def test_a_mark_with_a_day_is_read_however_the_day_is_typed(day: str):
    assert unit_of_2025(f"Tỉnh Gia Lai (từ {day})") == units_2025()["52"]


@pytest.mark.parametrize("unit", MERGED.values(), ids=lambda unit: unit.code)
def test_a_unit_merged_in_2025_is_refused_with_the_provinces_it_was_formed_from(unit: Unit2025):
    names = [provinces()[code].name for code in unit.formed_from]
    for written in (f"{unit.name} (mới)", f"{unit.name_short} sau sáp nhập", f"{unit.code} (mới)"):
        with pytest.raises(UnknownProvinceError) as raised:
            find_province(written)
        assert list(raised.value.nearest) == names
        assert all(name in text for name in names for text in raised.value.explanation.values())
        assert unit_of_2025(written) == unit


@pytest.mark.parametrize("unit", WHOLE.values(), ids=lambda unit: unit.code)
def test_a_unit_that_2025_left_whole_is_the_province_it_was(unit: Unit2025):
    for written in (f"{unit.name} (mới)", f"{unit.name_short} sau sắp xếp", unit.name):
        assert find_province(written).code == unit.formed_from[0]
    assert unit_of_2025(f"{unit.name} (mới)") == unit


@pytest.mark.parametrize("code", provinces())
def test_a_name_without_a_mark_is_the_province_of_2016_2020(code: str):
    province = provinces()[code]
    assert find_province(province.name) == find_province(f"{province.name} (cũ)") == province
    assert unit_of_2025(province.name) is None
    assert unit_of_2025(province.name_short) is None


@pytest.mark.parametrize("code", [p.code for p in provinces().values() if p.name != p.merged_2025_into
                                  and p.merged_2025_code in MERGED])  # fmt: skip
def test_a_province_that_became_part_of_another_is_no_unit_of_2025_and_the_message_says_which(code: str):
    province = provinces()[code]
    with pytest.raises(UnknownProvinceError) as raised:
        find_unit_2025(province.name)
    assert raised.value.nearest == (province.merged_2025_into,)
    with pytest.raises(UnknownProvinceError, match="2025"):
        find_province(f"{province.name} (mới)")
    assert unit_of_2025(f"{province.name} (mới)") is None


def test_the_city_of_hue_is_a_unit_of_2025_and_the_same_area_as_thua_thien_hue():
    for written in ("Thành phố Huế", "TP. Huế", "UBND TP Huế", "Hue City"):
        assert find_province(written).code == "46"
        assert unit_of_2025(written) == units_2025()["46"]
    assert unit_of_2025("Huế") is None
    assert find_unit_2025("Thừa Thiên Huế") == units_2025()["46"]


def test_a_code_that_means_two_units_is_read_in_the_list_asked():
    two = {code for code in set(provinces()) & set(units_2025()) if provinces()[code].name != units_2025()[code].name}
    assert two == {"15", "24", "44", "46", "52", "80", "82", "91"}
    assert (find_province("24").name, find_unit_2025("24").name) == ("Tỉnh Bắc Giang", "Tỉnh Bắc Ninh")


def test_a_code_of_2016_2020_alone_is_no_code_of_2025_and_the_message_says_where_it_went():
    with pytest.raises(UnknownProvinceError) as raised:
        find_unit_2025("67")
    assert raised.value.nearest == ("Tỉnh Lâm Đồng",)


def test_the_command_looks_up_the_list_of_2025_when_asked(rehab):
    found = rehab("province", "--year", "2025", "24", "Bắc Ninh", "lam dong", "TP. Huế", "Gia Lai (mới)")
    assert found.exit_code == 0
    assert found.stdout.splitlines() == [
        "24\t24\tTỉnh Bắc Ninh",
        "Bắc Ninh\t24\tTỉnh Bắc Ninh",
        "lam dong\t68\tTỉnh Lâm Đồng",
        "TP. Huế\t46\tThành phố Huế",
        "Gia Lai (mới)\t52\tTỉnh Gia Lai",
    ]


def test_the_command_reads_a_code_in_the_list_of_2016_2020_unless_asked(rehab):
    for option in ((), ("--year", "2016"), ("--year", "2020")):
        assert rehab("province", *option, "24").stdout == "24\t24\tTỉnh Bắc Giang\n"


def test_the_command_refuses_a_province_that_is_no_unit_of_2025(rehab):
    found = rehab("province", "--year", "2025", "Đắk Nông", "Cà Mau")
    assert found.exit_code == 1
    assert found.stdout.splitlines() == ["Đắk Nông\t\tTỉnh Lâm Đồng", "Cà Mau\t96\tTỉnh Cà Mau"]
    assert "Tỉnh Đắk Nông" in found.stderr


def test_the_command_explains_a_name_marked_as_2025_beside_its_one_line(rehab):
    found = rehab("province", "Bắc Ninh (mới)", "Hà Tây", "ĐN")
    assert found.exit_code == 1
    assert found.stdout.splitlines() == [
        "Bắc Ninh (mới)\t\tTỉnh Bắc Giang, Tỉnh Bắc Ninh",
        "Hà Tây\t\tThành phố Hà Nội",
        "ĐN\t\tThành phố Đà Nẵng, Tỉnh Đắk Nông, Tỉnh Đồng Nai",
    ]
    assert "01/7/2025" in found.stderr
    assert "2008" in found.stderr


def test_the_command_has_no_list_of_another_year(rehab):
    found = rehab("province", "--year", "1999", "Hà Tây")
    assert found.exit_code == 2
    assert found.stdout == ""
    assert "2016-2020" in found.stderr
