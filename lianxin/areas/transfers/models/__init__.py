from lianxin.areas.transfers.models.asking import Application, Arrival
from lianxin.areas.transfers.models.floating import Contact, Floating
from lianxin.areas.transfers.models.letter import Letter

__all__ = ["Application", "Arrival", "Contact", "Floating", "Letter"]
