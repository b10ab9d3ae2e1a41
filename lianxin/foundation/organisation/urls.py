"""Ways into the tree. Included at the root: each list below carries its own prefix."""

from django.urls import URLPattern

app_name = "organisation"

tree: list[URLPattern] = []
posts: list[URLPattern] = []
grants: list[URLPattern] = []
setup: list[URLPattern] = []

urlpatterns = [*setup, *grants, *posts, *tree]
