from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "lianxin.foundation.messaging"
    verbose_name = "消息"
