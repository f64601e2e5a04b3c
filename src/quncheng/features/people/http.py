"""The API about people: signing in, sessions, API tokens, members."""

from litestar import Router, delete, get, patch, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from quncheng.features.people import administering
from quncheng.features.people import service as people
from quncheng.features.people.errors import OnlyInDemonstration
from quncheng.features.people.schemas import (
    DemoSignIn,
    MemberPatch,
    MemberScreen,
    NewMember,
    NewToken,
    NewTokenScreen,
    SessionScreen,
    SignInCodeScreen,
    SignInOptions,
    SignInStatus,
    TokenScreen,
    to_member,
    to_session,
    to_token,
)
from quncheng.features.people.service import SignedIn
from quncheng.features.people.types import Caller, Installation, OrganizationRole, SignInState
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor, Source
from quncheng.runtime.http import Answer, Api, Injected, encode
from quncheng.runtime.http_limits import Allowance
from quncheng.runtime.http_pages import Done, Page
from quncheng.runtime.http_problems import HttpRequest

PeopleApi = Injected[Api[Caller]]
CODES = Allowance(burst=20, per_second=0.2)
POLLS = Allowance(burst=120, per_second=4)
DEMONSTRATION = Allowance(burst=60, per_second=2)


@get("/sign-in/options")
async def read_sign_in_options(
    request: HttpRequest, api: PeopleApi, installation: Injected[Installation]
) -> Answer[SignInOptions]:
    """How one can sign in here."""
    api.admit_stranger(request, allowance=POLLS)

    def work(session: Session) -> SignInOptions:
        listed = [to_member(one) for one in people.list_members(session) if one.is_active]
        return SignInOptions(listed if installation.is_demo else None, installation.bot_name, installation.is_demo)

    return Answer(encode(await api.database.read_async(installation.org_id, work)))


@post("/sign-in/codes", status_code=HTTP_201_CREATED)
async def open_sign_in_code(
    request: HttpRequest, api: PeopleApi, installation: Injected[Installation]
) -> Answer[SignInCodeScreen]:
    """Six digits that the person sends to the bot."""
    api.admit_stranger(request, allowance=CODES)
    opened = await api.database.write_async(installation.org_id, people.open_code)
    return Answer(encode(SignInCodeScreen(opened.poll_token, opened.code, opened.expires_at, installation.bot_name)))


@get("/sign-in/codes/{poll_token:str}")
async def poll_sign_in_code(request: HttpRequest, api: PeopleApi, poll_token: FromPath[str]) -> Answer[SignInStatus]:
    """Whether the code has arrived; the answer ``done`` signs this browser in."""
    api.admit_stranger(request, allowance=POLLS)
    org_id = people.organization_of_token(poll_token)
    status = await api.database.read_async(org_id, lambda session: people.peek_code(session, poll_token))
    if status is not SignInState.DONE:
        return Answer(encode(SignInStatus(status)))
    agent = request.headers.get("user-agent", "")

    def redeem(session: Session) -> SignedIn | None:
        actor = people.system_actor(session, Source.WEB)
        return people.redeem_code(session, actor, poll_token=poll_token, agent=agent)

    signed_in = await api.database.write_async(org_id, redeem)
    if signed_in is None:
        return Answer(encode(SignInStatus(SignInState.EXPIRED)))
    return Answer(encode(SignInStatus(SignInState.DONE)), cookies=[_cookie(api, signed_in)])


@post("/sign-in/demo", status_code=HTTP_200_OK)
async def sign_in_to_demo(
    request: HttpRequest, api: PeopleApi, installation: Injected[Installation], data: JSONBody[DemoSignIn]
) -> Answer[MemberScreen]:
    """Be one of the demonstration's members."""
    api.admit_stranger(request, allowance=DEMONSTRATION)
    if not installation.is_demo:
        raise OnlyInDemonstration
    agent = request.headers.get("user-agent", "")

    def work(session: Session) -> SignedIn:
        actor = people.system_actor(session, Source.WEB)
        return people.start_session(session, actor, member_id=data.member_id, agent=agent)

    signed_in = await api.database.write_async(installation.org_id, work)
    return Answer(encode(to_member(signed_in.member)), cookies=[_cookie(api, signed_in)])


@post("/sign-out", status_code=HTTP_200_OK)
async def sign_out(request: HttpRequest, api: PeopleApi) -> Answer[Done]:
    """End this browser's session."""

    def work(session: Session, caller: Caller, actor: Actor) -> Done:
        people.end_session(session, actor, member_id=caller.member.id, session_id=caller.session_id)
        return Done()

    answer = await api.write(request, work)
    answer.cookies.append(api.session_cookie("", max_age=0))
    return answer


@get("/sessions")
async def list_sessions(request: HttpRequest, api: PeopleApi) -> Answer[Page[SessionScreen]]:
    """Where the caller is signed in."""

    def work(session: Session, caller: Caller) -> Page[SessionScreen]:
        views = people.list_sessions(session, caller.member.id)
        return Page([to_session(view, current_id=caller.session_id) for view in views])

    return await api.read(request, work)


@delete("/sessions/{session_id:str}", status_code=HTTP_200_OK)
async def end_session(request: HttpRequest, api: PeopleApi, session_id: FromPath[str]) -> Answer[Done]:
    """Sign out somewhere else."""

    def work(session: Session, caller: Caller, actor: Actor) -> Done:
        people.end_session(session, actor, member_id=caller.member.id, session_id=session_id)
        return Done()

    return await api.write(request, work)


@get("/tokens")
async def list_tokens(request: HttpRequest, api: PeopleApi) -> Answer[Page[TokenScreen]]:
    """The caller's API tokens."""
    return await api.read(
        request,
        lambda session, caller: Page([to_token(view) for view in people.list_tokens(session, caller.member.id)]),
    )


@post("/tokens", status_code=HTTP_201_CREATED)
async def create_token(request: HttpRequest, api: PeopleApi, data: JSONBody[NewToken]) -> Answer[NewTokenScreen]:
    """An API token with the caller's rights; its secret is told once."""

    def work(session: Session, caller: Caller, actor: Actor) -> NewTokenScreen:
        view, secret = people.create_token(
            session, actor, member_id=caller.member.id, name=data.name, expires_at=data.expires_at
        )
        return NewTokenScreen(view.id, view.name, view.created_at, None, view.expires_at, secret=secret)

    return await api.write(request, work)


@delete("/tokens/{token_id:str}", status_code=HTTP_200_OK)
async def revoke_token(request: HttpRequest, api: PeopleApi, token_id: FromPath[str]) -> Answer[Done]:
    """The token works no more."""

    def work(session: Session, caller: Caller, actor: Actor) -> Done:
        people.revoke_token(session, actor, member_id=caller.member.id, token_id=token_id)
        return Done()

    return await api.write(request, work)


@get("/members")
async def list_members(request: HttpRequest, api: PeopleApi, q: FromQuery[str] = "") -> Answer[Page[MemberScreen]]:
    """The organization's members, by name."""

    def work(session: Session, caller: Caller) -> Page[MemberScreen]:
        found = [one for one in people.list_members(session) if q.strip().lower() in one.name.lower()]
        return Page([to_member(one, me=caller.member.id) for one in found])

    return await api.read(request, work)


@post("/members", status_code=HTTP_201_CREATED)
async def add_member(request: HttpRequest, api: PeopleApi, data: JSONBody[NewMember]) -> Answer[MemberScreen]:
    """Somebody new in the organization, by name; for administrators."""

    def work(session: Session, caller: Caller, actor: Actor) -> MemberScreen:
        return to_member(administering.add(session, caller.member, actor, name=data.name, role=data.role))

    return await api.write(request, work)


@patch("/members/{member_id:str}")
async def change_member(
    request: HttpRequest, api: PeopleApi, member_id: FromPath[str], data: JSONBody[MemberPatch]
) -> Answer[MemberScreen]:
    """Rename somebody, give them another role, end or restore their access; for administrators."""

    def work(session: Session, caller: Caller, actor: Actor) -> MemberScreen:
        member = people.get_member(session, member_id)
        if isinstance(data.is_active, bool):
            change = administering.reactivate if data.is_active else administering.deactivate
            member = change(session, caller.member, actor, member_id=member_id)
        if isinstance(data.name, str):
            member = administering.change_name(session, caller.member, actor, member_id=member_id, name=data.name)
        if isinstance(data.role, OrganizationRole):
            member = administering.set_role(session, caller.member, actor, member_id=member_id, role=data.role)
        return to_member(member, me=caller.member.id)

    return await api.write(request, work)


def _cookie(api: Api[Caller], signed_in: SignedIn) -> Cookie:
    return api.session_cookie(signed_in.token, max_age=int(people.SESSION_LIFE.total_seconds()))


routes = Router(
    "/",
    route_handlers=[
        read_sign_in_options,
        open_sign_in_code,
        poll_sign_in_code,
        sign_in_to_demo,
        sign_out,
        list_sessions,
        end_session,
        list_tokens,
        create_token,
        revoke_token,
        list_members,
        add_member,
        change_member,
    ],
    tags=["people"],
)
