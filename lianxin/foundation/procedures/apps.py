from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "lianxin.foundation.procedures"
    verbose_name = "流程"

    def ready(self) -> None:
        from lianxin.foundation.procedures import clocks
        from lianxin.foundation.workdays import changes

        changes.plug(clocks.hear)
