from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "lianxin.areas.transfers"
    verbose_name = "组织关系转接"

    def ready(self) -> None:
        from lianxin.areas.transfers import rules
        from lianxin.foundation.organisation import grants

        grants.plug(rules.ROLES)
