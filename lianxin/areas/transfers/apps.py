from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "lianxin.areas.transfers"
    verbose_name = "组织关系转接"

    def ready(self) -> None:
        from lianxin.areas.transfers import drafts, procedures, receivers, rules  # noqa: F401
        from lianxin.areas.transfers.forms.asks import BranchKind
        from lianxin.foundation.organisation import grants
        from lianxin.foundation.procedures.forms import kinds

        grants.plug(rules.ROLES)
        procedures.plug()
        drafts.plug_papers()
        kinds.plug("branch", BranchKind())
