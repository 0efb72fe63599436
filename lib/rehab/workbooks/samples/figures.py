"""Made-up figures of one province: plausible in scale, consistent in time, drawn from a seed."""

import random
from datetime import date

from rehab.catalog.lines import lines
from rehab.catalog.periods import calendar
from rehab.catalog.provinces import Province
from rehab.workbooks.samples.entries import assessments, centres, fill_centres, lists
from rehab.workbooks.samples.province import ProvinceFigures, Series, Window

# People on file in one thousand of the population, about the country's mean of 2019 and its spread.
_ON_FILE_PER_1000 = (0.8, 4.5)
_POPULATION_OF_COMMUNE = 8_600
_ADULT_SHARE = 0.7


def make_figures(province: Province, seed: int) -> ProvinceFigures:
    """The figures of a province; the same seed gives the same figures.

    >>> from rehab.catalog.provinces import provinces
    >>> make_figures(provinces()["01"], 1) == make_figures(provinces()["01"], 1)
    True
    """
    drawn = random.Random(f"{seed}/{province.code}")
    figures = ProvinceFigures(
        province=province,
        report_date=date(calendar().last_year, 6, drawn.randint(16, 30)),
        report_number=f"MẪU-{province.code}/BC-SLĐTBXH",
        plan_number=f"MẪU-{drawn.randint(10, 400)}/KH-UBND",
        plan_date=date(int(drawn.choice(calendar().window_years[:2])), drawn.randint(1, 12), drawn.randint(1, 28)),
        has_facility=drawn.random() > 0.14,
    )
    figures.districts = tuple(
        f"{drawn.choice(('Huyện', 'Huyện', 'Huyện', 'Thị xã', 'Thành phố'))} mẫu {number:02d}"
        for number in range(1, drawn.randint(4, 9))
    )
    _awareness(figures, drawn)
    _community(figures, drawn)
    centres(figures, drawn)
    _movements(figures, drawn)
    _plan_and_money(figures, drawn)
    lists(figures, drawn)
    fill_centres(figures)
    _blanks(figures, drawn)
    _windows(figures, drawn)
    # Drawn apart, so that the figures above stay what they were.
    _added_lines(figures, random.Random(f"{seed}/{province.code}/added"))
    assessments(figures, drawn)
    return figures


def _put(figures: ProvinceFigures, line: str, values: Series) -> Series:
    """Keep a series in whole numbers; a line due at the end of the year has none for the half-year."""
    due = lines()[line].due
    kept = {
        period: float(max(0, round(v)))
        for period, v in values.items()
        if due != "year" or period != calendar().half_year
    }
    figures.yearly[line] = kept
    return kept


def _drift(drawn: random.Random, start: float, low: float, high: float, flow: bool = False) -> Series:
    """A series that moves a little every year; a flow has half a year in the last."""
    values: Series = {}
    level = start
    for period in calendar().columns:
        values[period] = level * (drawn.uniform(0.42, 0.55) if flow and period == calendar().half_year else 1.0)
        level *= drawn.uniform(low, high)
    return values


def _share(drawn: random.Random, whole: Series, low: float, high: float) -> Series:
    level = drawn.uniform(low, high)
    found: Series = {}
    for period, value in whole.items():
        level = min(high, max(low, level * drawn.uniform(0.94, 1.08)))
        found[period] = value * level
    return found


def _awareness(figures: ProvinceFigures, drawn: random.Random) -> None:
    population = figures.province.population_2019
    officials = _put(figures, "officials_total", _drift(drawn, population / 260, 0.99, 1.02))
    _put(figures, "officials_informed", _share(drawn, officials, 0.55, 0.97))
    adults = _put(figures, "adults_total", _drift(drawn, population * _ADULT_SHARE * 0.96, 1.005, 1.014))
    _put(figures, "adults_informed", _share(drawn, adults, 0.3, 0.8))
    figures.texts["awareness_source"] = "Ước tính của cơ sở (số liệu giả định)"
    courses = _put(figures, "training_courses", _drift(drawn, drawn.uniform(6, 40), 0.92, 1.12, flow=True))
    _put(figures, "training_participants", {p: v * drawn.uniform(38, 62) for p, v in courses.items()})
    for total, part in (
        ("prevention_staff_total", "prevention_staff_trained"),
        ("counsellors_total", "counsellors_certified"),
    ):
        whole = _put(figures, total, _drift(drawn, population / drawn.uniform(9_000, 16_000), 0.98, 1.05))
        _put(figures, part, _share(drawn, whole, 0.4, 0.95))


def _community(figures: ProvinceFigures, drawn: random.Random) -> None:
    population = figures.province.population_2019
    communes = max(60, round(population / _POPULATION_OF_COMMUNE))
    periods = calendar().columns
    _put(figures, "communes_total", dict.fromkeys(periods, float(communes)))
    with_users = _put(figures, "communes_with_users", {p: communes * drawn.uniform(0.55, 0.95) for p in periods})
    forces = _put(figures, "task_forces_established", {p: v * 0.9 for p, v in with_users.items()})
    _put(figures, "task_forces_active", _share(drawn, forces, 0.35, 0.9))
    members = _put(figures, "task_force_members", {p: v * 6.4 for p, v in forces.items()})
    _put(figures, "task_force_members_trained", _share(drawn, members, 0.3, 0.9))
    start = population / 1000 * drawn.uniform(*_ON_FILE_PER_1000)
    on_file = _put(figures, "people_on_file", _drift(drawn, start, 0.96, 1.09))
    for line, low, high in (
        ("declared_home", 0.01, 0.03),
        ("declared_community", 0.01, 0.05),
        ("files_home_voluntary", 0.005, 0.02),
        ("files_community_voluntary", 0.006, 0.03),
        ("files_community_compulsory", 0.004, 0.02),
        ("detox_home", 0.005, 0.02),
        ("detox_community", 0.008, 0.04),
        ("completed_home_community", 0.01, 0.05),
        ("relapsed", 0.02, 0.07),
        ("vocational_in_need", 0.01, 0.04),
        ("vocational_trained_community", 0.004, 0.02),
        ("jobs_created", 0.005, 0.02),
        ("loan_recipients", 0.002, 0.01),
    ):
        rate = drawn.uniform(low, high)
        _put(figures, line, _drift(drawn, start * rate, 0.93, 1.1, flow=True))
    _put(figures, "in_home_community_rehab", _share(drawn, on_file, 0.01, 0.08))
    _put(figures, "loan_amount", {p: v * drawn.uniform(18, 30) for p, v in figures.yearly["loan_recipients"].items()})
    back = _put(figures, "reintegrated", _share(drawn, on_file, 0.1, 0.3))
    need = _put(figures, "reintegrated_in_need", _share(drawn, back, 0.4, 0.8))
    _put(figures, "reintegrated_employed", _share(drawn, need, 0.3, 0.9))
    _put(figures, "methadone_patients", _share(drawn, on_file, 0.08, 0.35))
    sites = _put(figures, "substitution_sites", _drift(drawn, drawn.uniform(2, 14), 1.0, 1.08))
    _put(figures, "substitution_sites_upgraded", _share(drawn, sites, 0.0, 0.4))
    points = _put(figures, "counselling_points", _drift(drawn, drawn.uniform(4, 30), 1.0, 1.1))
    _put(figures, "counselling_points_equipped", _share(drawn, points, 0.3, 0.9))
    _put(figures, "counselling_point_staff", {p: v * 3.2 for p, v in points.items()})
    _put(figures, "counselled", _drift(drawn, start * drawn.uniform(0.2, 0.6), 0.95, 1.1, flow=True))
    _put(figures, "supporting_people", _drift(drawn, drawn.uniform(20, 300), 0.95, 1.1))
    _put(figures, "supporting_organisations", _drift(drawn, drawn.uniform(5, 40), 0.97, 1.06))
    _put(figures, "pilot_models", _drift(drawn, drawn.uniform(1, 5), 1.0, 1.0))


def _movements(figures: ProvinceFigures, drawn: random.Random) -> None:
    """Appendix 4: who is present, comes, completes and leaves adds up, period by period."""
    start = figures.yearly["people_on_file"][calendar().columns[0]]
    compulsory, voluntary, no_residence = (
        round(start * drawn.uniform(*r)) for r in ((0.05, 0.12), (0.01, 0.05), (0, 0))
    )
    series: dict[str, Series] = {}

    def note(line: str, period: str, value: float) -> int:
        whole = max(0, round(value))
        series.setdefault(line, {})[period] = float(whole)
        return whole

    for period in calendar().columns:
        part = drawn.uniform(0.42, 0.55) if period == calendar().half_year else 1.0
        note("centre_opening", period, compulsory + voluntary + no_residence)
        # Who was found dependent while in care without a residence is among those admitted: compulsory.
        received = note("admitted_no_residence", period, start * 0.01 * part * drawn.uniform(0.5, 1.5))
        found = note("no_residence_addicted", period, received * drawn.uniform(0.5, 0.9))
        moved = note("no_residence_to_compulsory", period, found)
        returned = note("no_residence_returned", period, received - moved)
        admitted = note("admitted_compulsory", period, moved + start * 0.06 * part * drawn.uniform(0.7, 1.3))
        note("sent_other_province", period, admitted if not figures.has_facility else admitted * drawn.uniform(0, 0.05))
        willing = note("admitted_voluntary", period, start * 0.03 * part * drawn.uniform(0.7, 1.3))
        note("received_other_province", period, 0)
        done = note("completed_compulsory", period, min(compulsory, admitted) * part * drawn.uniform(0.6, 0.95))
        done_voluntary = note("completed_voluntary", period, (voluntary + willing) * drawn.uniform(0.4, 0.8))
        left = 0
        for line, rate in (
            ("left_escaped", 0.02),
            ("left_died", 0.005),
            ("left_transferred", 0.01),
            ("left_suspended", 0.03),
        ):
            left += note(line, period, compulsory * part * rate * drawn.uniform(0.5, 1.5))
        early = note("left_voluntary_early", period, (voluntary + willing - done_voluntary) * drawn.uniform(0.1, 0.3))
        compulsory = note("in_compulsory", period, compulsory + admitted - done - left)
        voluntary = note("in_voluntary", period, voluntary + willing - done_voluntary - early)
        no_residence = note("in_no_residence", period, no_residence + received - moved - returned)
        proposed = note("files_proposed", period, admitted * drawn.uniform(1.05, 1.3))
        note("court_decisions", period, proposed * drawn.uniform(0.85, 0.99))
        note("detox_centre", period, admitted * drawn.uniform(0.8, 1.0))
        trained = note("vocational_trained_centre", period, admitted * drawn.uniform(0.3, 0.9))
        note("vocational_certified_centre", period, trained * drawn.uniform(0.5, 1.0))
        note("methadone_in_centre", period, compulsory * drawn.uniform(0.1, 0.2))
        files = note("aftercare_files", period, done * drawn.uniform(0.6, 1.0))
        at_centre = note("aftercare_centre", period, files * drawn.uniform(0.1, 0.2))
        at_home = note("aftercare_community", period, files - at_centre)
        note("in_aftercare_centre", period, at_centre * 1.5)
        note("in_aftercare_community", period, at_home * 1.7)
        note("aftercare_completed", period, files * drawn.uniform(0.4, 0.9))
    for line, values in series.items():
        _put(figures, line, values)


def _plan_and_money(figures: ProvinceFigures, drawn: random.Random) -> None:
    for line, actual in (
        ("planned_home_community", "completed_home_community"),
        ("planned_compulsory", "admitted_compulsory"),
        ("planned_voluntary", "admitted_voluntary"),
        ("planned_aftercare", "aftercare_files"),
        ("planned_vocational", "vocational_trained_centre"),
    ):
        _put(figures, line, {p: 5 * round(v * drawn.uniform(0.9, 1.4) / 5) for p, v in figures.yearly[actual].items()})
    people = figures.yearly["people_on_file"][calendar().columns[0]]
    central = _put(figures, "funding_programme_central", _drift(drawn, people * drawn.uniform(0.3, 0.8), 0.9, 1.1))
    local = _put(figures, "funding_programme_local", _drift(drawn, people * drawn.uniform(0.4, 1.2), 0.95, 1.15))
    whole = {p: central[p] + local[p] for p in central}
    for line, low, high in (
        ("funding_programme_centre", 0.4, 0.6),
        ("funding_programme_community", 0.1, 0.25),
        ("funding_counselling_points", 0.02, 0.1),
    ):
        _put(figures, line, _share(drawn, whole, low, high))
    for line, rate in (
        ("funding_recurrent_centre", 3.0),
        ("funding_recurrent_community", 0.3),
        ("funding_investment_central", 0.8),
        ("funding_investment_local", 1.2),
        ("funding_other", 0.1),
    ):
        _put(figures, line, _drift(drawn, people * rate * drawn.uniform(0.5, 1.5) + 25, 0.88, 1.18))


def _blanks(figures: ProvinceFigures, drawn: random.Random) -> None:
    """Real forms have holes: some lines are never filled in, some years are missing."""
    for line in sorted(figures.yearly):
        if drawn.random() < 0.06:
            del figures.yearly[line]
            continue
        for period in list(figures.yearly[line]):
            if drawn.random() < 0.02:
                del figures.yearly[line][period]


def _windows(figures: ProvinceFigures, drawn: random.Random) -> None:
    """Some totals of the window are typed: the window's years and the half-year, up to the report's day."""
    for line in (
        "admitted_compulsory",
        "completed_compulsory",
        "vocational_trained_centre",
        "completed_home_community",
    ):
        values = figures.yearly.get(line, {})
        if drawn.random() < 0.5 and set(values) == set(calendar().columns):
            total = sum(value for period, value in values.items() if period != calendar().columns[0])
            figures.windows[line] = Window(total, calendar().window_start, figures.report_date)


def _added_lines(figures: ProvinceFigures, drawn: random.Random) -> None:
    """Lines that many provinces do not fill in: who of those trained was in compulsory care, health staff of
    substitution treatment.
    """
    trained = figures.yearly.get("vocational_trained_centre", {})
    admitted = figures.yearly.get("admitted_compulsory", {})
    if trained and drawn.random() < 0.6:
        whole = {p: min(v, admitted.get(p, v)) for p, v in trained.items()}
        own = _put(figures, "vocational_trained_compulsory", _share(drawn, whole, 0.55, 0.98))
        total = figures.windows.get("vocational_trained_centre")
        if total is not None and drawn.random() < 0.5:
            added = sum(value for period, value in own.items() if period != str(calendar().baseline_year))
            figures.windows["vocational_trained_compulsory"] = Window(added, total.start, total.end)
    sites = figures.yearly.get("substitution_sites", {})
    if sites and drawn.random() < 0.7:
        staff = _put(figures, "substitution_health_staff", {p: v * 3.6 for p, v in sites.items()})
        is_full = drawn.random() < 0.4
        _put(figures, "substitution_health_staff_qualified", staff if is_full else _share(drawn, staff, 0.6, 0.97))
