from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "lianxin.foundation.files"
    verbose_name = "文件"
