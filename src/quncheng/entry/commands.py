"""What each command of the command line does; exit codes as shells expect them."""

import argparse
import asyncio
import getpass
import os
import sys
from dataclasses import replace

from quncheng.entry import demo as demonstration
from quncheng.entry.processes import BOT, JOBS, WEB, run
from quncheng.entry.settings import SettingInvalid, Settings, read_secret_key
from quncheng.entry.wiring import BOT_SECRET, Product, assemble, installation_of, register_bot
from quncheng.features.bindings import service as bindings
from quncheng.features.people import service as people
from quncheng.providers.wecom.check import CredentialsVerdict, check_credentials
from quncheng.runtime import events, jobs
from quncheng.runtime.db import Session, is_reachable
from quncheng.runtime.jobs import JobStatus
from quncheng.runtime.migrate import HEAD, read_revision, upgrade

NEXT_STEPS = """
✓ 机器人已接入。接下来:
  1. 运行 quncheng serve(一直开着)。
  2. 在企业微信里把机器人拉进项目群,说一句:启动项目 官网改版
  3. 打开 {base_url} ,把页面上的六位数字私聊发给机器人,就登录了。
"""
ADVICE = {
    CredentialsVerdict.WRONG: "BotID 或 Secret 不对。请在企业微信管理后台「智能机器人 → API 模式 → 长连接」里核对。",
    CredentialsVerdict.UNREACHABLE: "连不上企业微信。请检查这台机器能否访问 {url}。",
    CredentialsVerdict.BAD_ADDRESS: "地址不对:{detail}",
}


def serve(settings: Settings, _: argparse.Namespace) -> int:
    return _run(settings, frozenset({WEB, JOBS, BOT}))


def web(settings: Settings, _: argparse.Namespace) -> int:
    return _run(settings, frozenset({WEB}))


def worker(settings: Settings, _: argparse.Namespace) -> int:
    return _run(settings, frozenset({JOBS}))


def bot(settings: Settings, _: argparse.Namespace) -> int:
    return _run(settings, frozenset({BOT}))


def demo(settings: Settings, given: argparse.Namespace) -> int:
    folder = settings.quncheng_data if "QUNCHENG_DATA" in os.environ else str(settings.data_folder / "demo")
    demonstration.demonstrate(replace(settings, quncheng_data=folder), sandbox_port=given.sandbox_port)
    return 0


def migrate(settings: Settings, _: argparse.Namespace) -> int:
    upgrade(settings.resolved_database_url)
    print(f"✓ 数据库已是 {HEAD}")
    return 0


def init(settings: Settings, given: argparse.Namespace) -> int:
    bot_id = given.bot_id or settings.wecom_bot_id or input("BotID:").strip()
    secret = given.bot_secret or settings.wecom_bot_secret or getpass.getpass("Secret(不显示):").strip()
    print("正在试连企业微信……")
    found = asyncio.run(check_credentials(bot_id, secret, websocket_url=settings.wecom_ws_url))
    if found.verdict is not CredentialsVerdict.ACCEPTED:
        print("✗ " + ADVICE[found.verdict].format(url=settings.wecom_ws_url, detail=found.detail), file=sys.stderr)
        return 1
    product = assemble(replace(settings, wecom_bot_id=bot_id, wecom_bot_secret=secret))
    register_bot(product, installation_of(product))
    product.close()
    print(NEXT_STEPS.format(base_url=settings.base_url))
    return 0


def doctor(settings: Settings, _: argparse.Namespace) -> int:
    """Looks at everything without changing anything."""
    problems: list[str] = []
    try:
        read_secret_key(settings)
    except SettingInvalid as invalid:
        problems.append(str(invalid))
    revision = read_revision(settings.resolved_database_url)
    if revision != HEAD:
        problems.append(f"数据库版本是 {revision or '空'},应为 {HEAD}:请运行 quncheng migrate")
    else:
        problems.extend(_examine(assemble(settings)))
    for problem in problems:
        print(f"✗ {problem}")
    if not problems:
        print("✓ 一切正常")
    return 1 if problems else 0


def verify_audit(settings: Settings, _: argparse.Namespace) -> int:
    product = assemble(settings)
    broken = 0
    for org_id in product.database.read("", people.list_organization_ids):
        first = product.database.read(org_id, events.find_first_broken)
        count = product.database.read(org_id, events.current_seq)
        print(f"✓ {org_id}:{count} 条,完整" if first is None else f"✗ {org_id}:从第 {first} 条起对不上")
        broken += first is not None
    product.close()
    return 1 if broken else 0


def create_token(settings: Settings, given: argparse.Namespace) -> int:
    product = assemble(settings)

    def make(session: Session) -> str:
        member = people.find_by_name(session, given.member)
        if member is None:
            raise SettingInvalid(f"没有叫“{given.member}”的成员")
        actor = people.system_actor(session)
        return people.create_token(session, actor, member_id=member.id, name=given.name, expires_at=None)[1]

    print(product.database.write(installation_of(product).org_id, make))
    product.close()
    return 0


def parked_jobs(settings: Settings, given: argparse.Namespace) -> int:
    product = assemble(settings)
    org_id = installation_of(product).org_id
    listed = product.database.read(org_id, lambda session: jobs.list_jobs(session, status=JobStatus.PARKED))
    for job in listed:
        print(f"{job.id}  {job.kind}  试了 {job.attempts} 次  {job.error}")
        if given.retry:
            product.database.write(org_id, lambda session, job_id=job.id: jobs.retry(session, job_id))
    print(f"共 {len(listed)} 个" + (",已安排再试" if given.retry and listed else ""))
    product.close()
    return 0


def _run(settings: Settings, parts: frozenset[str]) -> int:
    run(assemble(settings), parts)
    return 0


def _examine(product: Product) -> list[str]:
    problems: list[str] = []
    if not is_reachable(product.database):
        problems.append("数据库连不上")
    installation = installation_of(product)
    bots = product.database.read(installation.org_id, bindings.list_bots)
    if not bots:
        problems.append("还没有接入机器人:请运行 quncheng init")
    for one in bots:
        product.secrets.open(one.sealed_secret, org_id=installation.org_id, purpose=BOT_SECRET)
    product.close()
    return problems
