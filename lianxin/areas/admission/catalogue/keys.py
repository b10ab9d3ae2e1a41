"""Permissions of admission, named where the steps can ask for them."""

from enum import StrEnum


class Can(StrEnum):
    VIEW = "admission.view"
    KEEP = "admission.keep"  # the branch: talks, training, meetings
    REVIEW = "admission.review"  # the committee that approves members: filing, review, approval
    FILE = "admission.file"  # the organisation department above it
    PLAN = "admission.plan"  # yearly numbers
