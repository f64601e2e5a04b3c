"""Facts about people."""

from dataclasses import dataclass

from quncheng.runtime.events import Event, event


@event("member.joined", subject="member")
@dataclass(frozen=True, slots=True)
class MemberJoined(Event):
    member_id: str
    name: str

    @property
    def subject_id(self) -> str:
        return self.member_id


@event("member.changed", subject="member")
@dataclass(frozen=True, slots=True)
class MemberChanged(Event):
    member_id: str
    changes: dict[str, tuple[object, object]]

    @property
    def subject_id(self) -> str:
        return self.member_id


@event("member.identified", subject="member")
@dataclass(frozen=True, slots=True)
class MemberIdentified(Event):
    """An account at a provider now speaks for this member; ``merged_id`` is the nameless member it was before."""

    member_id: str
    provider: str
    merged_id: str | None

    @property
    def subject_id(self) -> str:
        return self.member_id


@event("member.signed_in", subject="member")
@dataclass(frozen=True, slots=True)
class MemberSignedIn(Event):
    member_id: str
    session_id: str

    @property
    def subject_id(self) -> str:
        return self.member_id


@event("member.signed_out", subject="member")
@dataclass(frozen=True, slots=True)
class MemberSignedOut(Event):
    member_id: str
    session_id: str

    @property
    def subject_id(self) -> str:
        return self.member_id


@event("api_token.created", subject="member")
@dataclass(frozen=True, slots=True)
class ApiTokenCreated(Event):
    member_id: str
    token_id: str
    name: str

    @property
    def subject_id(self) -> str:
        return self.member_id


@event("api_token.revoked", subject="member")
@dataclass(frozen=True, slots=True)
class ApiTokenRevoked(Event):
    member_id: str
    token_id: str

    @property
    def subject_id(self) -> str:
        return self.member_id
