from django.apps import AppConfig


class TermsConfig(AppConfig):
    name = "lianxin.areas.terms"
    verbose_name = "换届"
