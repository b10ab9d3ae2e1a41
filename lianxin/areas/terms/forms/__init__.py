"""What people type about elections; forms validate and never save."""

from lianxin.areas.terms.forms.elections import (
    AsideForm,
    BallotForm,
    CandidateForm,
    CountForm,
    DutiesForm,
    ExclusionForm,
    FewerForm,
    StartForm,
)

__all__ = [
    "AsideForm",
    "BallotForm",
    "CandidateForm",
    "CountForm",
    "DutiesForm",
    "ExclusionForm",
    "FewerForm",
    "StartForm",
]
