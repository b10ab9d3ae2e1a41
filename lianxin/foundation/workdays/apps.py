from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "lianxin.foundation.workdays"
    verbose_name = "工作日"

    def ready(self) -> None:
        from lianxin.foundation.organisation import grants
        from lianxin.foundation.workdays import rules

        grants.plug(rules.ROLES)
