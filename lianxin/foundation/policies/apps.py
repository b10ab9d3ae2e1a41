from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "lianxin.foundation.policies"
    verbose_name = "规则"
