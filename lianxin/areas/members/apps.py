from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "lianxin.areas.members"
