"""Who may come near what. A stranger is told the same as about what is not there: 404."""

from __future__ import annotations

from uuid import UUID

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from inkread.web.accounts.models import WRITERS, Invitation, Membership, Organisation, User

SALT = "inkread.accounts.invitation"


def memberships_of(user: User) -> QuerySet[Membership]:
    """Where the user belongs."""
    return user.memberships.select_related("organisation").order_by("organisation__name")


def writable_by(user: User) -> QuerySet[Organisation]:
    """Where the user may keep and correct readings, by name."""
    return Organisation.objects.filter(memberships__user=user, memberships__role__in=WRITERS)


def role_in(user: User, organisation_pk: int) -> str | None:
    """What the user is there; None: a stranger."""
    roles = Membership.objects.filter(user=user, organisation=organisation_pk)
    return roles.values_list("role", flat=True).first()


def membership_for(user: User, organisation_id: UUID) -> Membership:
    """The user's own place in an organisation; Http404 to strangers."""
    try:
        return user.memberships.select_related("organisation").get(
            organisation__public_id=organisation_id
        )
    except Membership.DoesNotExist:
        raise Http404 from None


def ownership_for(user: User, organisation_id: UUID) -> Membership:
    """The same for who may look after members: PermissionDenied to members and viewers."""
    membership = membership_for(user, organisation_id)
    if not membership.is_owner:
        raise PermissionDenied
    return membership


def member_under(owner: Membership, membership_id: int) -> Membership:
    """Another membership of the owner's organisation; Http404 when it is elsewhere."""
    try:
        return owner.organisation.memberships.select_related("user").get(pk=membership_id)
    except Membership.DoesNotExist:
        raise Http404 from None


def invitation_under(owner: Membership, invitation_id: UUID) -> Invitation:
    """An invitation into the owner's organisation; Http404 when it is elsewhere."""
    try:
        return owner.organisation.invitations.get(public_id=invitation_id)
    except Invitation.DoesNotExist:
        raise Http404 from None


def sign_invitation(invitation: Invitation) -> str:
    """What the link in the mail carries."""
    return signing.dumps(str(invitation.public_id), salt=SALT)


def invitation_by(token: str) -> Invitation:
    """The invitation of a link; Http404 when it is forged, too old, or was used."""
    try:
        public_id = UUID(signing.loads(token, salt=SALT))
        return Invitation.objects.select_related("organisation", "invited_by").get(
            public_id=public_id, expires_at__gt=timezone.now()
        )
    except (signing.BadSignature, ValueError, Invitation.DoesNotExist):
        raise Http404 from None
