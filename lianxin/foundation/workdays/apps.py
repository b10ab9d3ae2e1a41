from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "lianxin.foundation.workdays"
    verbose_name = "工作日"
