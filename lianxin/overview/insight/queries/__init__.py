from lianxin.overview.insight.queries.figures import Figures, figures, figures_below

__all__ = ["Figures", "figures", "figures_below"]
