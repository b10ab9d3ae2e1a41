from lianxin.areas.transfers.models.floating import Contact, Floating

__all__ = ["Contact", "Floating"]
