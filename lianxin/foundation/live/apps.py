from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "lianxin.foundation.live"
