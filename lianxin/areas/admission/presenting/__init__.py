"""Admission in words: books, whole courses, the calendar of the simulator, one's own way."""

from lianxin.areas.admission.presenting.books import calendar_for, course_of, people, stages
from lianxin.areas.admission.presenting.own import how_to_apply, own_way

__all__ = ["calendar_for", "course_of", "how_to_apply", "own_way", "people", "stages"]
