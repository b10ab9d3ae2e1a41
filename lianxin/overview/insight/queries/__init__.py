from lianxin.overview.insight.queries.dashboard import Child, Dashboard, Month, dashboard
from lianxin.overview.insight.queries.figures import Figures, figures, figures_below, tallies
from lianxin.overview.insight.queries.health import Amiss, Findings, findings

__all__ = [
    "Amiss",
    "Child",
    "Dashboard",
    "Figures",
    "Findings",
    "Month",
    "dashboard",
    "figures",
    "figures_below",
    "findings",
    "tallies",
]
