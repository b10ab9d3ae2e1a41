from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "lianxin.foundation.messaging"
    verbose_name = "消息"

    def ready(self) -> None:
        from lianxin.foundation.messaging import queries
        from lianxin.foundation.organisation import asides

        asides.plug(queries.UNREAD, queries.UNREAD_SQL)
