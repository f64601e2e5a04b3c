"""The API about the installation itself: is it well, and what became of its background jobs."""

import msgspec
from litestar import Router, get, post
from litestar.params import FromPath, FromQuery
from litestar.status_codes import HTTP_200_OK

from quncheng.features.people import service as people
from quncheng.features.people.types import Caller
from quncheng.runtime import jobs
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor
from quncheng.runtime.http import Answer, Api, Injected, encode
from quncheng.runtime.http_pages import Done, Page
from quncheng.runtime.http_problems import HttpRequest
from quncheng.runtime.jobs import JobStatus, JobView

CallerApi = Injected[Api[Caller]]


class Health(msgspec.Struct, frozen=True):
    status: str


@get("/health")
async def read_health(api: CallerApi) -> Answer[Health]:
    """``ok`` while requests can be answered."""
    await api.database.read_async("", people.list_organization_ids)
    return Answer(encode(Health("ok")))


@get("/jobs")
async def list_jobs(
    request: HttpRequest, api: CallerApi, status: FromQuery[JobStatus] = JobStatus.PARKED
) -> Answer[Page[JobView]]:
    """Background jobs, for administrators."""

    def work(session: Session, caller: Caller) -> Page[JobView]:
        people.check_is_administrator(caller.member)
        return Page(jobs.list_jobs(session, status=status))

    return await api.read(request, work)


@post("/jobs/{job_id:str}/retry", status_code=HTTP_200_OK)
async def retry_job(request: HttpRequest, api: CallerApi, job_id: FromPath[str]) -> Answer[Done]:
    """Give a parked job another round."""

    def work(session: Session, caller: Caller, _: Actor) -> Done:
        people.check_is_administrator(caller.member)
        jobs.retry(session, job_id)
        return Done()

    return await api.write(request, work)


routes = Router("/", route_handlers=[read_health, list_jobs, retry_job], tags=["system"])
