from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "lianxin.overview.audit"
    verbose_name = "审计"

    def ready(self) -> None:
        from lianxin.foundation.organisation import grants
        from lianxin.overview.audit import receivers, rules  # noqa: F401

        grants.plug(rules.ROLES)
