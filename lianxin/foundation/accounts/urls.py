"""Ways to an account: signing in, one's own settings, administration."""

from django.urls import URLPattern

app_name = "accounts"

urlpatterns: list[URLPattern] = []
