"""The addresses of kept readings, below /readings/."""

from __future__ import annotations

from django.urls import path

from inkread.web.readings import exporting_views, keeping_views, kept_views, sharing_views

urlpatterns = [
    path("keeping", keeping_views.keeping, name="keeping"),
    path(
        "organisations/<uuid:organisation_id>",
        sharing_views.organisation,
        name="organisation-readings",
    ),
    path(
        "organisations/<uuid:organisation_id>/export",
        sharing_views.export,
        name="organisation-export",
    ),
    path("<str:public_id>", kept_views.reading, name="reading"),
    path("<str:public_id>/about", kept_views.about, name="reading-about"),
    path("<str:public_id>/changes", kept_views.changes, name="reading-changes"),
    path("<str:public_id>/export/<str:format_name>", exporting_views.export, name="reading-export"),
    path("<str:public_id>/move", sharing_views.move, name="reading-move"),
    path("<str:public_id>/delete", kept_views.delete, name="reading-delete"),
    path(
        "<str:public_id>/pages/<int:number>/picture",
        kept_views.picture,
        {"small": False},
        name="reading-picture",
    ),
    path(
        "<str:public_id>/pages/<int:number>/thumbnail",
        kept_views.picture,
        {"small": True},
        name="reading-thumbnail",
    ),
]
