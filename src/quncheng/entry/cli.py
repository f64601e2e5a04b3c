"""The command line: ``quncheng COMMAND``."""

import argparse
import sys
from collections.abc import Callable, Sequence

from quncheng.entry import commands
from quncheng.entry.settings import SettingInvalid, Settings, read_settings
from quncheng.kit.errors import QunchengError
from quncheng.language.refusals import explain
from quncheng.runtime.telemetry import configure

Command = Callable[[Settings, argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the process's exit code."""
    parser = build_parser()
    given = parser.parse_args(arguments)
    run: Command | None = getattr(given, "run", None)
    if run is None:
        parser.print_help()
        return 2
    try:
        settings = read_settings()
        configure(level=settings.quncheng_log_level)
        return run(settings, given)
    except SettingInvalid as invalid:
        print(f"✗ {invalid}", file=sys.stderr)
    except QunchengError as refused:
        print(f"✗ {explain(refused.code, refused.facts)} ({refused.code}) {refused.facts or ''}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def build_parser() -> argparse.ArgumentParser:
    """Every command with its arguments; the reference is written from this."""
    parser = argparse.ArgumentParser(prog="quncheng", description="群程:在群聊里做项目。")
    found = parser.add_subparsers(title="命令", metavar="")
    for name, run, about in _PLAIN:
        found.add_parser(name, help=about, description=about).set_defaults(run=run)
    _add_init(found)
    _add_demo(found)
    _add_administration(found)
    return parser


_PLAIN: tuple[tuple[str, Command, str], ...] = (
    ("serve", commands.serve, "在一个进程里运行网页、后台任务和机器人。"),
    ("web", commands.web, "只运行网页和 API。"),
    ("worker", commands.worker, "只运行后台任务和定时任务。"),
    ("bot", commands.bot, "只运行机器人;多个进程时只有一个连接,其余待命。"),
    ("migrate", commands.migrate, "把数据库升级到这个版本。"),
    ("doctor", commands.doctor, "检查设置、数据库和机器人,说出该怎么办。"),
)

Subparsers = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add_init(found: Subparsers) -> None:
    about = "接入企业微信机器人:填写 BotID 和 Secret,检查并保存。"
    init = found.add_parser("init", help=about, description=about)
    init.add_argument("--bot-id", default="", help="机器人的 BotID;不填则询问。")
    init.add_argument("--bot-secret", default="", help="长连接的 Secret;不填则询问,输入时不显示。")
    init.set_defaults(run=commands.init)


def _add_demo(found: Subparsers) -> None:
    about = "演示:启动沙箱和一个演示团队,打开两个网页就能试。"
    demo = found.add_parser("demo", help=about, description=about)
    demo.add_argument("--sandbox-port", type=int, default=8701, help="沙箱的端口。")
    demo.set_defaults(run=commands.demo)


def _add_administration(found: Subparsers) -> None:
    about = "逐条核对事件日志的封印。"
    found.add_parser("audit", help=about, description=about).set_defaults(run=commands.verify_audit)
    about = "给一位成员新建 API 令牌,只显示一次。"
    token = found.add_parser("token", help=about, description=about)
    token.add_argument("member", help="成员的名字。")
    token.add_argument("--name", default="命令行", help="令牌叫什么。")
    token.set_defaults(run=commands.create_token)
    about = "列出停下来的后台任务;--retry 让它们再试。"
    jobs = found.add_parser("jobs", help=about, description=about)
    jobs.add_argument("--retry", action="store_true", help="全部再试一次。")
    jobs.set_defaults(run=commands.parked_jobs)


if __name__ == "__main__":
    raise SystemExit(main())
