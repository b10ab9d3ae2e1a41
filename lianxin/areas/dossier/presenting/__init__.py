"""What pages are given: plain values, so that templates ask nothing."""

from lianxin.areas.dossier.presenting.corrections import lines_of as correction_lines
from lianxin.areas.dossier.presenting.items import lines_of as item_lines
from lianxin.areas.dossier.presenting.items import sealed_of as sealed_lines
from lianxin.areas.dossier.presenting.pages import turning

__all__ = ["correction_lines", "item_lines", "sealed_lines", "turning"]
