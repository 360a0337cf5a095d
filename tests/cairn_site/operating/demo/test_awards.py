from __future__ import annotations

from cairn_site.operating.demo.awards import COURSES
from cairn_site.operating.demo.designs import designs


def test_a_full_world_has_some_hundred_awards_of_published_achievements() -> None:
    assert 300 < sum(course.size for course in COURSES) < 600
    published = {one.code: one.published for one in designs()}
    assert all((published[course.code] or 0) > course.days for course in COURSES)
