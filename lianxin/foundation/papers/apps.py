from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "lianxin.foundation.papers"
    verbose_name = "文书"
