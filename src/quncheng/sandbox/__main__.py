"""``python -m quncheng.sandbox``: serves the sandbox until it is stopped."""

import argparse
import contextlib
import sys

from quncheng.sandbox.assembly import Sandbox
from quncheng.sandbox.seed import acquaint, plant_demo
from quncheng.sandbox.server import listen, server_for


def main() -> None:
    parser = argparse.ArgumentParser(prog="quncheng.sandbox", description="企业微信沙箱:一个讲真实协议的模拟器")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址,默认只在本机")
    parser.add_argument("--port", type=int, default=8701, help="端口,0 表示任选")
    parser.add_argument("--seed", choices=["demo"], help="demo:带一个演示企业启动")
    parser.add_argument("--ids", type=int, help="编号种子:同样的种子得到同样的编号")
    options = parser.parse_args()
    sandbox = Sandbox(seed=options.ids)
    listening = listen(options.host, options.port)
    host = "127.0.0.1" if options.host in ("0.0.0.0", "::") else options.host
    base_url = f"http://{host}:{listening.getsockname()[1]}"
    sandbox.platform.base_url = base_url
    lines = [f"聊天页面  {base_url}/", f"控制接口  {base_url}/control/v1/schema/openapi.json"]
    if options.seed == "demo":
        world = plant_demo(sandbox.platform)
        acquaint(sandbox.platform, world)
        lines += [f"机器人    BotID {world.bot_id}  Secret {world.secret}", f"长连接    ws{base_url[4:]}/"]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        server_for(sandbox, certificate=None, key=None).run(sockets=[listening])


if __name__ == "__main__":
    main()
