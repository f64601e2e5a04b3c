"""How an HTTP request is known: by the session of a browser or by an API token."""

from quncheng.features.people import service as people
from quncheng.features.people.errors import NotSignedIn
from quncheng.features.people.types import Caller
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor, Source


class PeopleGate:
    """Implements ``runtime.http.Gate``."""

    def organization_of(self, token: str) -> str:
        org_id = people.organization_of_token(token)
        if not org_id or not token.isascii() or not token.isprintable():
            raise NotSignedIn
        return org_id

    def identify(self, session: Session, token: str) -> tuple[Caller, bool]:
        found = people.find_caller(session, token)
        if found is None:
            raise NotSignedIn
        return found

    def touch(self, session: Session, caller: Caller) -> None:
        people.touch(session, caller)

    def actor(self, session: Session, caller: Caller) -> Actor:
        source = Source.API if caller.is_token else Source.WEB
        return Actor(caller.member.id, source, session.new_id(), caller.session_id)

    def member_id(self, caller: Caller) -> str:
        return caller.member.id
