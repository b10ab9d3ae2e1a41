from lianxin.areas.dossier.models.care import Campaign, Confirmation, Opening
from lianxin.areas.dossier.models.item import Item, Reply, Scan
from lianxin.areas.dossier.models.proposal import Proposal, ProposalLine

__all__ = [
    "Campaign",
    "Confirmation",
    "Item",
    "Opening",
    "Proposal",
    "ProposalLine",
    "Reply",
    "Scan",
]
