"""The addresses below /account/: our own, then allauth's."""

from __future__ import annotations

from django.urls import include, path

from inkread.web.accounts import organisation_views, views

organisation = [
    path("", organisation_views.organisation, name="organisation"),
    path("invite", organisation_views.invite, name="organisation_invite"),
    path("delete", organisation_views.delete, name="organisation_delete"),
    path("leave", organisation_views.leave, name="organisation_leave"),
    path(
        "invitations/<uuid:invitation_id>/withdraw",
        organisation_views.withdraw,
        name="invitation_withdraw",
    ),
    path("members/<int:membership_id>/role", organisation_views.change_role, name="member_role"),
    path(
        "members/<int:membership_id>/remove",
        organisation_views.remove_member,
        name="member_remove",
    ),
]

urlpatterns = [
    path("", views.account_home, name="account_home"),
    path("export", views.export, name="account_export"),
    path("delete", views.delete, name="account_delete"),
    path("sessions/<int:session_id>/end", views.end_session, name="session_end"),
    path(
        "register-organisation/",
        organisation_views.register_organisation,
        name="register_organisation",
    ),
    path("organisations/", organisation_views.organisations, name="organisations"),
    path("organisations/<uuid:organisation_id>/", include(organisation)),
    path("invitations/<str:token>/", organisation_views.invitation, name="invitation"),
    path("", include("allauth.urls")),
]
