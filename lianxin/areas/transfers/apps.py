from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "lianxin.areas.transfers"
    verbose_name = "组织关系转接"

    def ready(self) -> None:
        from lianxin.areas.members import acts
        from lianxin.areas.members.acts import Act
        from lianxin.areas.transfers import drafts, procedures, receivers, rules  # noqa: F401
        from lianxin.areas.transfers.forms.asks import BranchKind
        from lianxin.foundation.organisation import grants
        from lianxin.foundation.procedures.forms import kinds

        grants.plug(rules.ROLES)
        procedures.plug()
        drafts.plug_papers()
        kinds.plug("branch", BranchKind())
        acts.plug(
            Act(label="转接组织关系", icon="arrow-left-right", page="transfers:begin",
                may=rules.may_begin),
            Act(label="登记外出流动", icon="plane", page="transfers:float", may=rules.may_float),
            Act(label="启动恢复党籍", icon="undo-2", page="transfers:restore",
                may=rules.may_restore),
            Act(label="启动停止党籍", icon="pause", page="transfers:stop", may=rules.may_stop),
            Act(label="启动出党（除名等）", icon="user-x", page="transfers:remove",
                may=rules.may_remove, is_grave=True),
        )  # fmt: skip
