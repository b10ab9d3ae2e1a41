from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "lianxin.areas.dossier"
    verbose_name = "档案"
