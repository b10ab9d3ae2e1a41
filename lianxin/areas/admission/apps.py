from django.apps import AppConfig


class AdmissionConfig(AppConfig):
    name = "lianxin.areas.admission"
    verbose_name = "发展党员"
