"""Alice's organisation: who is in it, and what is kept in it."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.readings.keepers import JSON, Keeper, keeper

from inkread.web.accounts import flows
from inkread.web.accounts.models import Membership, Organisation, Role
from inkread.web.readings.models import Reading


def organisation_of(owner: Keeper, name: str = "First Bank") -> Organisation:
    """A new organisation that this person owns."""
    return flows.found_organisation(owner.user, name, Organisation.Kind.BANK)


def member_of(organisation: Organisation, name: str, role: str = Role.MEMBER) -> Keeper:
    """A new account in an organisation."""
    member = keeper(name)
    Membership.objects.create(organisation=organisation, user=member.user, role=role)
    return member


def send_to(organisation: Organisation, who: Keeper, content: bytes, name: str = "form.png") -> Any:
    """POST /readings with that content, to be kept in the organisation."""
    fields = {
        "image": SimpleUploadedFile(name, content),
        "organisation": str(organisation.public_id),
    }
    return who.client.post("/readings", fields, headers=JSON)


def keep_in(organisation: Organisation, who: Keeper, content: bytes) -> str:
    """The address of the reading that is kept of it there."""
    response = send_to(organisation, who, content)
    assert response.status_code == 201, response.content
    return str(response.json()["address"])


def reading_at(address: str) -> Reading:
    return Reading.objects.get(public_id=address.rpartition("/")[2])
