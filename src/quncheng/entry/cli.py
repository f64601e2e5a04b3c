"""The command line: ``quncheng COMMAND``."""

import argparse
import sys
from collections.abc import Callable, Sequence

from quncheng.entry import commands
from quncheng.entry.settings import SettingInvalid, Settings, read_settings
from quncheng.kit.errors import QunchengError
from quncheng.language.refusals import explain
from quncheng.runtime.memory import keep_little
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
    keep_little()
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
    for name, (run, about, arguments) in COMMANDS.items():
        command = found.add_parser(name, help=about, description=about)
        command.set_defaults(run=run)
        arguments(command)
    return parser


def _none(_: argparse.ArgumentParser) -> None:
    return


def _init(command: argparse.ArgumentParser) -> None:
    command.add_argument("--bot-id", default="", help="机器人的 BotID;不填则询问。")
    command.add_argument("--bot-secret", default="", help="长连接的 Secret;不填则询问,输入时不显示。")


def _demo(command: argparse.ArgumentParser) -> None:
    command.add_argument("--sandbox-port", type=int, default=8701, help="沙箱的端口。")


def _token(command: argparse.ArgumentParser) -> None:
    command.add_argument("member", help="成员的名字。")
    command.add_argument("--name", default="命令行", help="令牌叫什么。")


def _jobs(command: argparse.ArgumentParser) -> None:
    command.add_argument("--retry", action="store_true", help="全部再试一次。")


COMMANDS: dict[str, tuple[Command, str, Callable[[argparse.ArgumentParser], None]]] = {
    "init": (commands.init, "接入企业微信机器人:填写 BotID 和 Secret,检查并保存。", _init),
    "serve": (commands.serve, "在一个进程里运行网页、后台任务和机器人。", _none),
    "web": (commands.web, "只运行网页和 API。", _none),
    "worker": (commands.worker, "只运行后台任务和定时任务。", _none),
    "bot": (commands.bot, "只运行机器人;多个进程时只有一个连接,其余待命。", _none),
    "demo": (commands.demo, "演示:启动沙箱和一个演示团队,打开两个网页就能试。", _demo),
    "migrate": (commands.migrate, "把数据库更新为这个版本的结构。", _none),
    "doctor": (commands.doctor, "检查设置、数据库和机器人,说出该怎么办。", _none),
    "audit": (commands.verify_audit, "逐条核对事件日志的封印。", _none),
    "token": (commands.create_token, "给一位成员新建 API 令牌,只显示一次。", _token),
    "jobs": (commands.parked_jobs, "列出停下来的后台任务;--retry 让它们再试。", _jobs),
}


if __name__ == "__main__":
    raise SystemExit(main())
