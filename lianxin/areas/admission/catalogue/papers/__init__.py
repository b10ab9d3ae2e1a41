"""The official papers of admission (发展党员文书) as pure values: each has `content()`."""

from lianxin.areas.admission.catalogue.papers.composing import (
    PAPERS,
    Composed,
    Course,
    offered,
)
from lianxin.areas.admission.catalogue.papers.decisions import (
    ApprovalReply,
    ApprovalRequest,
    BookSheets,
    Resolution,
)
from lianxin.areas.admission.catalogue.papers.forms import (
    ActivistRecord,
    Assessment,
    ProbationRecord,
)
from lianxin.areas.admission.catalogue.papers.full_record import (
    Filed,
    FullRecord,
    Told,
    stages_of,
)
from lianxin.areas.admission.catalogue.papers.letters import (
    FilingReply,
    FilingReport,
    Inquiry,
    Notice,
    PoliticalReview,
    PreReviewReply,
    PreReviewRequest,
)
from lianxin.areas.admission.catalogue.papers.people import Person, Relative

__all__ = [
    "PAPERS",
    "ActivistRecord",
    "ApprovalReply",
    "ApprovalRequest",
    "Assessment",
    "BookSheets",
    "Composed",
    "Course",
    "Filed",
    "FilingReply",
    "FilingReport",
    "FullRecord",
    "Inquiry",
    "Notice",
    "Person",
    "PoliticalReview",
    "PreReviewReply",
    "PreReviewRequest",
    "ProbationRecord",
    "Relative",
    "Resolution",
    "Told",
    "offered",
    "stages_of",
]
