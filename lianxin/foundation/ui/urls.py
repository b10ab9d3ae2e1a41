from django.urls import path

from lianxin.foundation.ui import views

app_name = "ui"
urlpatterns = [
    path("sw.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("m/offline/", views.offline, name="offline"),
    path("ui/", views.gallery, name="gallery"),
    path("ui/<slug:page>/", views.gallery, name="gallery_page"),
]
