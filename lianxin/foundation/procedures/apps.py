from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "lianxin.foundation.procedures"
    verbose_name = "流程"

    def ready(self) -> None:
        from lianxin.foundation.policies import changes as rules
        from lianxin.foundation.procedures import clocks
        from lianxin.foundation.workdays import changes as days

        days.plug(clocks.hear_days)
        rules.plug(clocks.hear_rule)
