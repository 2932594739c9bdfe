"""What people do in organisations. Each act holds its own rules; none sees a request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from inkread import InkreadError
from inkread.web.accounts.adapters import MailNotSent, posting
from inkread.web.accounts.models import Invitation, Membership, Organisation, Role, User

INVITATION_DAYS = 7


class NotPossible(InkreadError):
    """What was asked for is against a rule; `str()` is the sentence."""


class LastOwner(NotPossible):
    """An organisation must not be left without an owner."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(organisation)
        self.organisation = organisation

    def __str__(self) -> str:
        return _("%(organisation)s needs an owner: make somebody else one first.") % {
            "organisation": self.organisation
        }


class AlreadyMember(NotPossible):
    """Nobody is in an organisation twice."""

    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email

    def __str__(self) -> str:
        return _("%(address)s belongs to the organisation already.") % {"address": self.email}


class ForSomebodyElse(NotPossible):
    """An invitation is for the one address that it was sent to."""

    def __str__(self) -> str:
        return _(
            "This invitation was sent to another address. Log in with the account of that"
            " address, or ask for an invitation to yours."
        )


@transaction.atomic
def found_organisation(founder: User, name: str, kind: str) -> Organisation:
    """A new organisation with its first owner."""
    organisation = Organisation.objects.create(name=name, kind=kind)
    Membership.objects.create(organisation=organisation, user=founder, role=Role.OWNER)
    return organisation


def invite(owner: Membership, email: str, role: str, link: Callable[[Invitation], str]) -> None:
    """Sends an invitation; an older one to the same address is void then.

    `link` makes the address that the mail holds. Raises AlreadyMember, MailNotSent.
    """
    organisation, email = owner.organisation, email.lower()
    if organisation.people.filter(emailaddress__email=email, emailaddress__verified=True).exists():
        raise AlreadyMember(email)
    with transaction.atomic():
        organisation.invitations.filter(email=email).delete()
        invitation = Invitation.objects.create(
            organisation=organisation,
            email=email,
            role=role,
            invited_by=owner.user,
            expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
        )
    # Outside the transaction: a slow mail server must not keep others from writing.
    context = {"invitation": invitation, "link": link(invitation), "days": INVITATION_DAYS}
    try:
        with posting():
            send_mail(
                _("%(name)s invites you to inkread") % {"name": organisation.name},
                render_to_string("accounts/email/invitation.txt", context),
                None,
                [email],
            )
    except MailNotSent:
        invitation.delete()
        raise


@transaction.atomic
def accept(user: User, invitation: Invitation) -> Membership:
    """The user's new place; ForSomebodyElse unless the address is the user's and confirmed."""
    if not owns_address(user, invitation.email):
        raise ForSomebodyElse
    membership, _made = Membership.objects.get_or_create(
        organisation=invitation.organisation, user=user, defaults={"role": invitation.role}
    )
    invitation.delete()
    return membership


def owns_address(user: User, email: str) -> bool:
    """Whether the user has confirmed that address."""
    addresses = EmailAddress.objects.filter(user=user, email__iexact=email, verified=True)
    return bool(addresses.exists())


@transaction.atomic
def change_role(member: Membership, role: str) -> None:
    """Raises LastOwner."""
    if role != Role.OWNER:
        _keep_an_owner(member)
    member.role = role
    member.save(update_fields=["role"])


@transaction.atomic
def remove(member: Membership) -> None:
    """The person leaves, or is made to leave. Raises LastOwner."""
    _keep_an_owner(member)
    member.delete()


def owned_alone(user: User) -> Iterator[Organisation]:
    """Organisations with other people in them that only this user looks after."""
    for membership in user.memberships.filter(role=Role.OWNER).select_related("organisation"):
        others = membership.organisation.memberships.exclude(pk=membership.pk)
        if others.exists() and not others.filter(role=Role.OWNER).exists():
            yield membership.organisation


def alone_in(user: User) -> QuerySet[Organisation]:
    """Organisations in which nobody else is: they go with the account."""
    others = Membership.objects.exclude(user=user).values("organisation")
    return user.organisations.exclude(pk__in=others)


def _keep_an_owner(leaving: Membership) -> None:
    """Locks the organisation, so that two owners cannot leave it to each other at once."""
    organisation = Organisation.objects.select_for_update().get(pk=leaving.organisation.pk)
    others = organisation.memberships.exclude(pk=leaving.pk)
    if leaving.is_owner and not others.filter(role=Role.OWNER).exists():
        raise LastOwner(organisation)
