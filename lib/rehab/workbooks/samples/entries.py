"""Made-up entries of lists and verdicts: centres, documents, pilot models, the self-assessment."""

import random

from rehab.catalog.periods import calendar
from rehab.workbooks.samples.province import ProvinceFigures

_REASONS = {
    "not_met": ("Kinh phí còn hạn chế (giả định)", "Chưa bố trí đủ cán bộ chuyên trách (giả định)"),
    "not_assessed": ("Chưa có số liệu để đánh giá (giả định)",),
}


def centres(figures: ProvinceFigures, drawn: random.Random) -> None:
    if not figures.has_facility:
        return
    large = figures.province.population_2019 > 1_500_000
    public, private = drawn.randint(1, 3 if large else 2), drawn.choice((0, 0, 1, 2)) if large else 0
    for number in range(1, public + private + 1):
        owned = "public" if number <= public else "private"
        capacity = drawn.choice((100, 150, 200, 300, 500, 800)) if owned == "public" else drawn.choice((30, 50, 80))
        staff = max(12, round(capacity * drawn.uniform(0.12, 0.2)))
        permanent = round(staff * drawn.uniform(0.5, 0.9))
        health = max(2, round(staff * 0.15))
        figures.facilities.append(
            {
                "facility_name": f"Cơ sở mẫu {number:02d}",
                "facility_address": f"Xã mẫu {number}, {figures.province.name_short}",
                "facility_manager": "Sở Lao động - Thương binh và Xã hội (mẫu)",
                "facility_ownership": owned,
                "facility_type": "voluntary" if owned == "private" else drawn.choice(("multi_function", "compulsory")),
                "year_founded": str(drawn.randint(1993, 2012)),
                "land_area": float(capacity * drawn.randint(40, 120)),
                "floor_area": float(capacity * drawn.randint(9, 20)),
                "capacity": float(capacity),
                "current_people": float(round(capacity * drawn.uniform(0.35, 0.95))),
                "staff_total": float(staff),
                "staff_permanent": float(permanent),
                "staff_contract": float(staff - permanent),
                "health_staff": float(health),
                "health_staff_qualified": float(drawn.randint(1, health)),
                "counselling_staff": float(max(1, round(staff * 0.1))),
                "vocational_teachers": float(round(staff * 0.08)),
                "guards": float(round(staff * 0.3)),
                "house_rules": "yes",
                "procedure_full": drawn.choice(("yes", "yes", "no")),
                "meets_standards": drawn.choice(("yes", "yes", "no")),
                "invested": drawn.choice(("yes", "no")),
            }
        )


def fill_centres(figures: ProvinceFigures) -> None:
    """The people of the centres on the report's day are those of appendix 4 at the end of the half-year."""
    at_end = calendar().columns[-1]
    rest = sum(figures.yearly[line][at_end] for line in ("in_compulsory", "in_voluntary", "in_no_residence"))
    for entry in figures.facilities:
        capacity = entry["capacity"]
        assert isinstance(capacity, float)
        last = entry is figures.facilities[-1]
        present = rest if last else min(rest, capacity)
        entry["current_people"] = present
        # Built for the people it holds, in rooms of fifty.
        entry["capacity"] = max(capacity, 50.0 * -(-present // 50))
        rest -= present


def lists(figures: ProvinceFigures, drawn: random.Random) -> None:
    for number in range(1, drawn.randint(3, 7)):
        year = calendar().all_years[0] + number
        figures.documents.append(
            {
                "doc_number": f"MẪU-{number:02d}/KH-UBND",
                "doc_date": f"{drawn.randint(1, 28)}/{drawn.randint(1, 12)}/{min(year, calendar().last_year)}",
                "doc_kind": "Kế hoạch",
                "doc_issuer": "Ủy ban nhân dân tỉnh (mẫu)",
                "doc_level": drawn.choice(("province", "district")),
                "doc_subject": f"Công tác cai nghiện ma túy năm {min(year, calendar().last_year)} (văn bản giả định)",
            }
        )
    for number in range(1, int(figures.yearly["pilot_models"][calendar().columns[-1]]) + 1):
        figures.pilots.append(
            {
                "pilot_name": f"Mô hình mẫu {number:02d}",
                "pilot_place": f"Xã mẫu {number}",
                "pilot_start": str(drawn.choice(calendar().window_years)),
                "pilot_participants": float(drawn.randint(8, 60)),
                "pilot_result": "Đang duy trì (giả định)",
            }
        )


def assessments(figures: ProvinceFigures, drawn: random.Random) -> None:
    for number in range(1, 10):
        if drawn.random() < 0.05:
            continue
        no_centre = not figures.has_facility and number in (3, 4, 9)
        verdict = "not_assessed" if no_centre else drawn.choice(("met", "met", "not_met", "not_assessed"))
        stated: dict[str, object] = {"stated_verdict": verdict}
        if verdict != "not_assessed" and number in (2, 3, 4, 6, 7, 8, 9) and drawn.random() < 0.6:
            stated["stated_value"] = round(drawn.uniform(20, 99), 1)
        if no_centre:
            stated["stated_reason"] = "Tỉnh chưa có cơ sở cai nghiện ma túy (giả định)"
        elif verdict in _REASONS:
            stated["stated_reason"] = drawn.choice(_REASONS[verdict])
        figures.assessments[number] = stated
