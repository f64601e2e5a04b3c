"""Words for a data set that looks like a real team's: fifty names, ten thousand different titles."""

import random


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = _listed(
    "伟 芳 娜 敏 静 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀英 建华 志强 晓东 海燕 雪梅 子涵 宇轩 思远 文博 "
    "佳怡 梓萱 俊杰 雨桐 一鸣 浩然"
)
AREAS = _listed(
    "首页 商品详情页 购物车 结算页 会员中心 优惠券 积分商城 门店导航 扫码点餐 库存同步 订单中心 "
    "退款流程 配送跟踪 发票 评价 客服工单 数据看板 权限管理 消息推送 支付对账 直播间 导购助手 "
    "企业微信接入 小程序登录 供应商门户 价格引擎 活动页 搜索 推荐位 短信通道 日志采集 监控告警"
)
WORKS = _listed(
    "需求访谈 原型评审 视觉设计 交互走查 接口设计 后端开发 前端开发 联调 单元测试 压力测试 埋点方案 "
    "验收准备 文案撰写 灰度发布 上线检查 数据迁移 性能优化 安全扫描 培训材料 竞品分析 缺陷修复 文档整理"
)
PARTS = _listed(
    "第一批 第二批 华东区 华南区 华北区 西南区 试点门店 旗舰店 加盟店 海外版 iOS 安卓 大屏端 平板端 后台 对外接口"
)
NOTES = (
    "按评审结论调整后再提测,涉及三处接口变更。",
    "参考去年双十一的方案,重点看高峰时段的表现。",
    "先出初稿,和品牌部对齐后定稿。",
    "依赖供应商的测试环境,提前一天约时间。",
    "",
    "",
)
COMMENTS = (
    "已和供应商确认,接口下周一开放。",
    "设计稿更新到第三版,请查收。",
    "测试发现两个问题,已登记。",
    "这个先放一放,等预算批下来。",
    "昨天的会议纪要在群文件里。",
)


def names(count: int) -> tuple[str, ...]:
    """The first is the project manager of every story here."""
    others = (FAMILY[index % len(FAMILY)] + GIVEN[(index * 7) % len(GIVEN)] for index in range(count - 1))
    return ("林珊", *others)


def titles(count: int, *, chance: random.Random) -> list[str]:
    """All different, in random order; there are 11,264 of them."""
    found = [f"{part}{area}{work}" for part in PARTS for area in AREAS for work in WORKS]
    chance.shuffle(found)
    return found[:count]
