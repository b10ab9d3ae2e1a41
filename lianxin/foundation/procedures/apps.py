from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "lianxin.foundation.procedures"
    verbose_name = "流程"
