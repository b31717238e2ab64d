"""A class's pages and feedback say what is so, tell no more than asked, and stay inert.

The class is graded by the real grader into a real gradebook; a real browser looks at its pages.
"""

import csv
import html
import io
import re
from collections import Counter
from pathlib import Path

import numpy
import pytest
from msgspec.structs import replace

from checks.check import key
from checks.check.result import rebuilt
from checks.instructor import checking, class_pages, grading, marks
from checks.instructor.checking import Outcome
from checks.instructor.class_pages import Figures
from checks.instructor.gradebook import Gradebook, Row, Student
from tests.conftest import SOURCE, STUB, run, written
from tests.test_page import ALARM, HOSTILE, LOOKED_AT, demand_calm, ids_of, mistake

NOT_BEGUN = {name: source for name, source in STUB.items() if name != "engine"}
EVIL = "<img src=x onerror='window.alarm = 1'>"
NO_BIAS = mistake("neuron", "bias_unused")
CLASS = {
    "ada": {},
    "ben": {"neuron": f"# mine\n{SOURCE['neuron']}"},
    "cyd": {"neuron": NO_BIAS},
    "dan": {"neuron": f"# my own work\n{NO_BIAS}"},
    "eve": {"layer": mistake("layer", "always_a_list")},
    "gil": NOT_BEGUN,
    "x": NOT_BEGUN,
    EVIL: {"neuron": HOSTILE["neuron"]},
}
UNREADABLE = "notes.rar"
ROSTER = [
    Student("ada", "Ada Lovelace", "=1+1"),
    Student("x", "../../escape"),
    Student("gil", "con"),
    Student("nobody", "Zoë"),
]
GRADED = 8
DESK = r"python -m checks (?!report|mark)"  # its commands are for a learner alone


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory) -> Path:
    """The class, graded in no box: all that runs here is in this file."""
    folder = tmp_path_factory.mktemp("handed-in")
    for name, sources in CLASS.items():
        written(folder / name, **sources)
    (folder / UNREADABLE).write_text("I was ill.", encoding="utf-8")
    path = tmp_path_factory.mktemp("kept") / "class.db"
    with Gradebook.write(path) as book:
        book.enrol(ROSTER)
        with checking.threads(2, None, key.published()) as pool:
            grading.Grading(book, folder, seed=1).go(pool)
    return path


@pytest.fixture(scope="module")
def rows(gradebook) -> dict[str, Row]:
    with Gradebook.read(gradebook) as book:
        return {row.submission: row for row in book.standing()}


@pytest.fixture(scope="module")
def pages(gradebook, tmp_path_factory) -> Path:
    return write(gradebook, tmp_path_factory.mktemp("pages") / "new" / "class")


def write(gradebook: Path, folder: Path, detail: class_pages.Detail | None = None) -> Path:
    with Gradebook.read(gradebook) as book:
        class_pages.write(book, folder, detail, lambda *_: lambda: None)
    return folder


@pytest.fixture(scope="module")
def index(pages) -> str:
    return (pages / "index.html").read_text(encoding="utf-8")


def part(index: str, section: str) -> str:
    return index.partition(f'id="{section}">')[2].partition("</section>")[0]


def cells(row: str) -> list[str]:
    found = re.findall(r"<(?:th|td)[^>]*>(.*?)</(?:th|td)>", row, re.DOTALL)
    return [html.unescape(" ".join(re.sub(r"<[^>]+>", "", cell).split())) for cell in found]


def table(section: str) -> list[list[str]]:
    body = section.partition("<tbody>")[2].partition("</tbody>")[0]
    return [cells(row) for row in body.split("</tr>") if "<t" in row]


# What the page of the class says


def test_the_page_begins_with_who_needs_a_person_and_counts_the_class(index):
    """Ada and Ben are right, Gil and x have not begun, one crashes, three are wrong otherwise."""
    (name, why), (to_type,) = table(part(index, "person"))
    head = " ".join(re.sub(r"<[^>]+>", " ", index.partition("<main>")[0]).split())

    assert name == UNREADABLE
    assert "neither a folder, a zip" in why
    assert to_type.startswith("To decide: python -m checks mark --gradebook ")
    assert to_type.endswith(f"--student {UNREADABLE} --points POINTS")
    assert "handed in nothing: Zoë" in part(index, "person")
    assert index.index('id="person"') < index.index('id="students"')
    counts = "9 submissions · median|2 ✓ pass|3 ✗ not yet|1 ! crashed|2 · not started"
    for words in f"{counts}|1 needs a person|1 handed in nothing".split("|"):
        assert words in head


def test_every_student_has_a_verdict_on_every_check(index, rows):
    section = part(index, "students")
    body = section.partition("<tbody>")[2]
    glyphs = {"✓": "pass", "✗": "not yet", "!": "crashed", "·": "not started", "–": "blocked"}
    for line in body.split("</tr>")[:-1]:
        name = html.unescape(re.search(r'title="([^"]*)"', line)[1])
        row = next(row for row in rows.values() if row.student == name)
        if row.result is None:
            assert "needs a person" in line
            continue
        shown = []
        for span, word, content in re.findall(
            r'<td(?: colspan="(\d+)")? class="([a-z-]+)"(?: title="[a-z ]+")?>(.*?)</td>', line
        ):
            if word != "number":
                sign = re.sub(r"<[^>]+>", "", content)[0]
                assert glyphs[sign].replace(" ", "-") == word
                shown += [glyphs[sign]] * int(span or 1)
        judged = [check.verdict for one in row.result.exercises for check in one.checks]
        assert shown == judged


def test_who_made_a_mistake_or_did_alike_is_named_whatever_the_code_looks_like(index):
    found = {cell[1]: (cell[0], cell[2]) for cell in table(part(index, "mistakes"))}
    no_bias, a_list, unknown = (
        next(value for title, value in found.items() if words in title)
        for words in (", N", ", L", "no known mistake A neuron")
    )
    assert no_bias == (f"2 of {GRADED}", "cyd, dan")
    assert a_list == (f"1 of {GRADED}", "eve")
    assert unknown == (f"1 of {GRADED}", EVIL)
    assert next(iter(found.values())) == no_bias

    alike, same = part(index, "alike").split("<h3>The same files</h3>")
    (group,) = table(alike)
    assert (group[0], group[2]) == ("2", "cyd, dan")
    assert len(re.findall("<li>", same)) == 1
    assert "con</a>" in same
    assert "../../escape</a>" in same


def test_rates_are_of_all_that_were_graded_and_discrimination_is_about_the_rest(index, rows):
    results = [row.result for row in rows.values() if row.result]
    ids = [check.id for one in results[0].exercises for check in one.checks]
    passes = numpy.array(
        [[c.verdict == "pass" for one in found.exercises for c in one.checks] for found in results],
        dtype=float,
    )
    shown = {}
    for number, id in enumerate(ids):
        row = re.search(rf'<tr id="{re.escape(id)}">.*?</tr>', index, re.DOTALL)
        _, count, rate, shown[id], _ = cells(row[0])
        passed = int(passes[:, number].sum())
        assert (count, rate) == (f"{passed} of {GRADED}", f"{100 * passed / GRADED:.0f} %")
        own, rest = passes[:, number], numpy.delete(passes, number, axis=1).sum(axis=1)
        is_told = own.std() and rest.std()
        expected = numpy.corrcoef(own, rest)[0, 1] if is_told else 0.0
        assert float(shown[id].replace("–", "0")) == pytest.approx(expected, abs=0.0051)
    assert len(set(shown.values())) > 3
    assert "is below 0.2" not in index  # of so few, that says nothing


@pytest.mark.parametrize(
    ("judged", "discrimination", "told"),
    [(10, 0.19, True), (9, 0.19, False), (10, 0.2, False), (10, -0.5, True), (10, None, False)],
)
def test_a_check_that_tells_little_of_ten_or_more_is_asked_about(judged, discrimination, told):
    figures = Figures("neuron.range", "T", Counter(), 5, judged, discrimination)
    assert figures.tells_little == told


# Files


def test_all_files_are_where_they_belong_and_every_link_leads_somewhere(pages, index):
    """No page loads or runs anything, and whoever was not graded has none."""
    assert [path.name for path in pages.parent.iterdir()] == ["class"]
    assert sorted(path.name for path in pages.iterdir()) == ["index.html", "students"]
    students = sorted((pages / "students").iterdir())
    assert [path.name for path in students] == [
        *("Ada-Lovelace-1-1.html", "ben.html", "con-gil.html", "cyd.html", "dan.html"),
        *("escape-x.html", "eve.html", "img-src-x-onerror-window-alarm-1.html"),
    ]
    ids = ids_of(index)
    for target in re.findall(r'href="([^"]+)"', index):
        assert target[1:] in ids if target.startswith("#") else (pages / target).is_file()
    for path in students:
        text = path.read_text(encoding="utf-8")
        assert ids_of(text)
        assert not re.search(DESK, text)
        assert '<a href="../index.html">' in text


def test_what_nothing_was_kept_of_has_a_page_without_pictures(gradebook, rows, tmp_path):
    ada = rows["ada"]
    with Gradebook.write(tmp_path / "class.db") as book:
        run = book.begin("grade", "0", "a kit", 1, (), {})
        book.record(run, Outcome("ada", {}, ada.result))
        text = class_pages.student(book, next(book.standing()), [])

    assert "<svg" not in text
    assert ada.result.exercises[0].title in text


@LOOKED_AT
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_are_calm_and_only_the_matrix_is_scrolled(pages, browser, width):
    for name in ("index", "students/eve", "students/img-src-x-onerror-window-alarm-1"):
        demand_calm(browser, pages / f"{name}.html", width)


@LOOKED_AT
@pytest.mark.parametrize("width", [390, 1280])
def test_a_command_stays_on_one_line_beside_what_it_is_for(pages, browser, width):
    for name in ("index", "students/eve"):
        browser.open(pages / f"{name}.html", width=width)
        code = "$$('code').filter(one => one.textContent.includes(' mark '))"
        assert browser.run(f"{code}.length") > 0
        assert browser.run(f"Math.max(...{code}.map(one => one.clientHeight))") < 40
        assert browser.run(f"Math.min(...{code}.map(one => one.clientWidth))") > 250


@LOOKED_AT
@pytest.mark.parametrize("width", [390, 1280])
def test_the_class_is_read_by_keyboard_alone(pages, browser, width):
    """Tab reaches each link, fold and table, in order and to be seen; Enter follows a link."""
    browser.open(pages / "index.html", width=width)
    is_reached = "one.matches('a[href], summary, .scroll') && one.checkVisibility()"
    there = f"$$('*').filter(one => {is_reached})"
    look = f"""(() => {{
        const one = document.activeElement, box = one.getBoundingClientRect();
        const style = getComputedStyle(one);
        const marked = [style.outlineStyle, style.textDecorationLine].join() != 'none,none';
        const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0;
        return [{there}.indexOf(one), marked, seen];
    }})()"""
    found = []
    for _ in range(browser.run(f"{there}.length")):
        browser.press("Tab", 9)
        found.append(browser.run(look))
    browser.run("$('nav a').focus()")
    browser.press("Enter", 13)

    assert found == [[place, True, True] for place in range(len(found))]
    assert browser.run("location.href === $('nav a').href")


def test_what_is_to_be_known_of_submissions_and_two_of_one_name_are_on_the_class_page(
    rows, tmp_path
):
    late = "Canvas says that this was handed in late."
    with Gradebook.write(tmp_path / "class.db") as book:
        lines = [("a", "Anna", "1"), ("b", "Anna", "2"), ("c", "Bo", "3"), ("d", "Zoe", "4")]
        book.enrol([Student(*one) for one in [*lines, ("a", "Cy", "5"), ("e", "Zoe", "6")]])
        run = book.begin("grade", "0", "a kit", 1, (), {})
        for name in "abc":
            notes = (late,) if name != "c" else ()
            book.record(run, Outcome(name, {}, replace(rows["cyd"].result, notes=notes)))
        book.finish(run)
        every = (*book.standing(), *book.absent())
    index = (write(tmp_path / "class.db", tmp_path / "pages") / "index.html").read_text("utf-8")
    lines = csv.DictReader(io.StringIO(marks.exported(every, "csv")[0]))
    both = "Anna (1), Anna (2)"

    assert table(part(index, "notes")) == [[late, f"{both}, Cy"]]
    assert [line["notes"] for line in lines] == [late, late, late, "", "", ""]
    assert "handed in nothing: Zoe (4), Zoe (6)" in part(index, "person")
    assert table(part(index, "mistakes"))[0][:3:2] == ["4 of 4", "Anna (1), Anna (2), Bo, Cy"]
    assert "<p>3 submissions " in index


# Feedback


def test_feedback_tells_as_much_as_was_chosen_and_no_more_and_moves_no_cursor(rows):
    for row in rows.values():
        for detail in class_pages.DETAILS:
            text = class_pages.feedback(row, detail)
            assert not re.search(DESK, text)
            assert all(c.isprintable() or c == "\n" for c in text)
    row = rows["cyd"]
    one = next(one for one in row.result.exercises if one.id == "neuron")
    said = {detail: class_pages.feedback(row, detail) for detail in class_pages.DETAILS}
    flat = {detail: " ".join(text.replace("|", " ").split()) for detail, text in said.items()}

    assert ALARM[:20] not in class_pages.feedback(rows[EVIL], "verdicts")
    assert ALARM[:20] in class_pages.feedback(rows[EVIL], "advice")
    assert one.worst.expected
    for text in flat.values():
        assert one.worst.title.replace("·", "*") in text
    assert one.advice.title not in flat["verdicts"]
    assert one.advice.title in flat["advice"]
    assert one.worst.where in flat["advice"]
    others = [check for check in one.checks if check.expected and check != one.worst]
    for check in (one.worst, *others):
        assert check.call not in flat["verdicts"]
        assert (f"expected: {check.expected}" in flat["advice"]) == (check == one.worst)
        assert f"expected: {check.expected}" in flat["full"]


# From the command line


def test_the_command_writes_pages_and_feedback(gradebook, tmp_path):
    target = tmp_path / "report"
    words = ["report", "--gradebook", gradebook, "--to", target]
    said = run(*words, "--feedback", "advice")

    assert said.status == 0
    assert said.err.startswith("pages: 9\n")
    assert f"The class is in {target / 'index.html'}." in said.out
    assert "Needs a person: 1 of 9" in said.out
    folder = target / "feedback"
    assert len(list(folder.iterdir())) == GRADED + 1
    assert "not graded yet" in (folder / "notes-rar.txt").read_text(encoding="utf-8")
    text = (folder / "Ada-Lovelace-1-1.txt").read_text(encoding="utf-8")
    assert "Ada Lovelace (ada): pass" in text
    assert max(map(len, text.splitlines())) <= class_pages.WIDTH

    to_do = "To do: Name a new or an empty folder: --to FOLDER"
    assert run(*words) == (2, "", f"{target} is there already.\n{to_do}\n")
    told = run("report", "--gradebook", gradebook, "--to", tmp_path / ("long" * 100))
    assert told.status == 2
    assert "cannot be written" in told.err


def test_pages_that_are_interrupted_leave_nothing(gradebook, tmp_path):
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with Gradebook.read(gradebook) as book, pytest.raises(KeyboardInterrupt):
        class_pages.write(book, tmp_path, "full", lambda *_: interrupt)
    assert list(tmp_path.iterdir()) == []


# Who is close to a border


@pytest.mark.parametrize(("size", "named"), [(12, ["neuron.range"]), (8, [])])
def test_a_check_that_tells_little_is_named_and_so_is_what_the_upper_half_does(
    size, named, rows, tmp_path
):
    """All pass `parts`, half of each half pass `range`, and the last half passes all else."""
    with Gradebook.write(tmp_path / "class.db") as book:
        run = book.begin("grade", "0", "a kit", 1, (), {})
        for number in range(size):
            told = rows["cyd" if number in (0, size - 1) else "ada"].result
            one = next(one for one in told.exercises if one.id == "neuron")
            odd = {"neuron.parts": True, "neuron.range": number % 2 == 0}
            passing = {c.id: odd.get(c.id, number >= size // 2) for c in one.checks}
            checks = tuple(
                replace(c, verdict="pass" if passing[c.id] else "not yet") for c in one.checks
            )
            own = rebuilt(one, checks)
            made = replace(told, exercises=(own,), points=own.points)
            book.record(run, Outcome(f"{number:02}", {}, made))
        book.finish(run)
    index = (write(tmp_path / "class.db", tmp_path / "pages") / "index.html").read_text("utf-8")
    found = {cell[1]: cell[3] for cell in table(part(index, "mistakes"))}
    no_bias = next(count for title, count in found.items() if "neuron, N" in title)

    assert re.findall(r'<li><a href="#([^"]+)">', part(index, "checks")) == named
    assert no_bias == f"1 of {size // 2}"
    assert ("Is each of them right?" in index) == bool(named)
