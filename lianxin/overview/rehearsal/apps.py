from django.apps import AppConfig


class RehearsalConfig(AppConfig):
    name = "lianxin.overview.rehearsal"
    verbose_name = "演练数据"
