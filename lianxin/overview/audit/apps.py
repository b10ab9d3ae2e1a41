from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "lianxin.overview.audit"
    verbose_name = "审计"

    def ready(self) -> None:
        from lianxin.overview.audit import receivers  # noqa: F401
