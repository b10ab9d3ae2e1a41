"""What pages are given: plain values, so that templates ask nothing."""

from lianxin.areas.members.presenting.history import changes_of
from lianxin.areas.members.presenting.member import MemberPage
from lianxin.areas.members.presenting.roll import RollPage, number_in, tree_of

__all__ = ["MemberPage", "RollPage", "changes_of", "number_in", "tree_of"]
