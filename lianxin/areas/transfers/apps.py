from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "lianxin.areas.transfers"
    verbose_name = "组织关系转接"
