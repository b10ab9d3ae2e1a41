from lianxin.areas.members.actions.admit import AlreadyOnTheRoll, Implausible, NoBranch, admit

__all__ = ["AlreadyOnTheRoll", "Implausible", "NoBranch", "admit"]
