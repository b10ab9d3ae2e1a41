from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "lianxin.overview.audit"
