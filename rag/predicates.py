"""Words that decide what a sentence says: what denies, what is the opposite of what, what means the same. Pure.

Small tables of the words that news turns on, in English and Chinese, written for this project. A word that is not in
them is compared by its stem alone.
"""

from __future__ import annotations

import re
from functools import cache

from rag.words import stem

_DENIALS = {
    "en": "not n't cannot no never neither nor without none nobody nothing refuse deny reject unable",
    "zh": "不 没 未 无 否认 拒 驳回 否决 并非 绝非 非",
}
_NOT_DENIALS = "南非 是否 能否 可否 与否 否则 不仅 不但 不过 不断 不久 不同 不满 不少 不止 不只 不足 未来 无人机 无线 不得不 不妨 无论 不管 不论 无疑 沉没 淹没 没收 埋没 吞没 出没 没落 非盟 非方 非裔 非遗 未成年 未成年人 无限期 不动产 未婚 非洲 非常 非法 非凡 非正式 是非 除非"

WEAK_ENGLISH = frozenset(
    map(
        stem,
        "say said tell told announce state report add note accord also would could should may might will one many two"
        " today yesterday including include mr mrs ms dr percentage point both another per cent percent dollar euro pound yuan"
        " million billion new own since between among around about nearly almost some least last past time".split(),
    )
)
"""Stems that say little: an answer may leave them out."""

WEAK_CHINESE = frozenset(
    "较 太 很 多 只 头 匹 颗 笔 批 份 套 股 棵 株 桶 箱 自 从 等 原本 原来 的 了 是 在 和 有 与 及 对 于 为 被 由 把 从 到 以 就 都 还 则 其 该 此 这 那 将 已 也 并 而 但 又 更 最 约 近 达 个 名 位 家 次 项 艘 架 辆 枚 条 所 座 张 幅 件"
    " 说 称 指 表示 指出 称为 宣布 认为 强调 已经 曾 曾经 仍 仍然 目前 以及 并且 因为 由于 所以 因此 而且 同时 其中 不过 然而 但是"
    " 此时 当时 据 根据 透露 介绍 公布 之 等 们 他 她 它 他们 必须 须 需 可以 可 能 会 要 上 下 中 内 里 后 前 时 向 让 使 给 着 过 地 得 所 共"
    " 总额 一 一个 一名 一位 方面 进行 关于 通过 随后 此前 当天 即 至 或 再 才 每 各 来 去 起 出 开 年 月 日 来自 称作 那么".split()
)
"""Their like in Chinese."""

LEANING = re.compile(
    r"^The \w|\b(?:he|she|it|they|his|her|its|their|him|them|which|who|this|these|the (?:company|firm|bank|group|ministry|minister"
    r"|city|court|union|agency|party|team|club|school|hospital|university|airline|police|museum|government|island|bridge"
    r"|dam|port|plant|project|deal|strike|vote|study|trial|mission))\b|[他她它]|该|其(?!他|余|中|实)|这|此(?!前|外|次|后|类|时)"
    r"|(?:^|[，；“])(?:双方|会谈|会议|两国|公司|集团|球队|俱乐部|警方|法院|银行|机构|政府|部门|工会|学校|医院|大学|大桥|线路|协会|研究|报告)",
    re.IGNORECASE,
)
"""What a sentence has that leans on the one before: a pronoun, or "the company"."""

DENYING_PHRASES = re.compile(
    r"\b(?:turn(?:ed|s|ing)? down|rul(?:ed|es|e|ing) out|call(?:ed|s|ing)? off|thr(?:ew|own?) out|str(?:uck|ikes?) down|fail(?:ed|s|ing)? to|declin(?:ed?|es|ing) (?:to|an?|the|any|his|her|its|their|all)"
    r"|no longer)\b",
    re.IGNORECASE,
)
"""Two words that deny together."""

PASTS = tuple(
    "paid made said held won led took gave sent kept left put set cut hit rose fell grew began met told".split()
)
"""The past tenses without -ed that news uses most."""

NEGATIVE = {
    "en": re.compile(
        r"\b(?:\w{3,}less|against|un(?!i|til|der|cle|veil)\w{4,}|rather than|instead|little|few|fewer|less|only|hardly|bar(?:s|red|ring)?|ban(?:s|ned|ning)?|block\w*"
        r"|halt\w*|stop\w*|suspend\w*|cancel\w*|end(?:s|ed|ing)?|abandon\w*|dropp?\w*|withdr[ae]w\w*|scrap\w*|prevent\w*|avoid\w*"
        r"|lack\w*|short of|exclud\w*|overturn\w*|die[sd]?|death|miss(?:ed|es|ing)?|lost|yet|until|except|but|away|dismiss\w*"
        r"|quash\w*|clear(?:s|ed) of|free[sd]?)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"停|取消|推翻|放弃|撤|退(?!休)|仍|尚未|暂|禁|免(?!费)|缺|只有|仅|除(?!夕)|而非|难以|绝(?!对)|终止|失败|[身死]亡|阻|弃|败|落选|婉|劝|无人"
    ),
}
"""What one language tells without a word of denial and the other may tell with one: driverless, 无人驾驶."""

HEDGES = {
    "en": re.compile(
        r"\b(?:will|would|could|(?-i:may)|might|plan(?:s|ned|ning)? to|considering|hop(?:es?|ing) to|wants? to|due to|set to|yet to"
        r"|(?:is|are|was|were) to|accused of|suspected of|charged with|alleged(?:ly)?|reportedly|unlikely|threaten\w* to)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"将(?![\d一二三四五六七八九十百千万两]+[颗枚名个家辆艘架座只条台套件])|拟|计划|可能|考虑|有望|力争|试图|涉嫌|被控|疑似|据称|打算|准备|威胁"
    ),
}
"""What makes a thing planned, possible, wanted or claimed, and not done."""

CONTRARIES = {
    "en": (
        "first second third fourth fifth sixth seventh eighth ninth tenth last", "for against", "before after until",
        "monday tuesday wednesday thursday friday saturday sunday", "all some none no most few half", "up down", "with without",
        "north south east west northern southern eastern western", "morning afternoon evening night",
        "former current future next previous", "above below", "over under", "more less fewer", "his her",
        "early late earlier later", "always never", "daily weekly monthly yearly annual", "upper lower", "left right",
        "father mother son daughter brother sister wife husband", "inside outside", "public private", "increase decrease",
    ),
    "zh": (
        "早晚", "早迟", "提推", "提晚", "先后", "前后", "上下", "升降", "涨跌", "增减", "高低", "胜负败", "买卖", "东南西北", "内外", "新旧", "快慢", "男女",
        "长短", "进出", "左右", "父母子女", "兄弟姐妹", "一二三四五六七八九十",
    ),
}  # fmt: skip
"""Words of which one excludes the others where all else is the same; of Chinese, characters."""

QUANTIFIERS = (
    ("all", r"\b(?:all|every|each|entire|whole)\b|全部|所有|全体|全都|一律"),
    ("most", r"\bmost\b|大多|大部分"),
    ("few", r"\b(?:few|little)\b|少数"),
)
"""How much of something: each with what says so."""

# Each line: words that say much the same, then "|", then words that say the opposite.
_OPPOSITES = """
rise rose risen increase grow grew growth gain climb jump surge up higher raise lift boost 上涨 上升 增加 增长 提高 上调 攀升 走高 涨 升 | fall fell fallen drop decline decrease slip sink down lower reduce cut slump slow plunge weaken 下跌 下降 减少 降低 下调 下滑 走低 跌 降 缩减 削减
accept agree approve back grant support endorse welcome favour uphold allow permit 接受 同意 批准 支持 赞成 欢迎 允许 认可 维持 | reject refuse oppose deny dismiss veto block ban overturn quash criticise criticize condemn 拒绝 反对 否决 驳回 批评 禁止 推翻 谴责
confirm admit acknowledge concede 证实 承认 确认 | deny 否认
open reopen begin began start launch resume restart 开放 开启 重启 启用 恢复 启动 开始 | close shut end halt suspend stop cease finish 关闭 停止 暂停 结束 停运 终止 叫停
win won beat defeat victory 胜 赢 击败 战胜 获胜 | lose lost defeat 输 败 负
before earlier 之前 以前 前 提前 | after later 之后 以后 后 推迟
more over above exceed 超过 多于 以上 高于 | less under below fewer 不足 少于 低于 以下
buy bought acquire purchase 收购 购买 买 | sell sold 出售 卖
join enter 加入 进入 | leave left quit withdraw exit 退出 离开 撤出
hire appoint employ recruit 任命 聘用 雇用 招聘 | fire dismiss sack 解雇 免职 裁员 开除
first 首次 首 第一 最早 | last final 最后 末
most majority 多数 大多数 | few minority 少数
keep maintain hold 保持 维持 保留 | abandon drop scrap 放弃 取消
export 出口 | import 进口
succeed success manage 成功 | fail failure 失败 未能
promise pledge vow | refuse reject
release free 释放 | detain seize hold arrest 扣押 拘留 逮捕
best highest largest biggest 最高 最大 最好 | worst lowest smallest 最低 最小 最差
"""

_ALIKE = """
eu european 欧盟
un 联合国
us american america 美国 美
uk british britain 英国 英
ai 人工智能
who 世卫组织 世卫
nato 北约
china chinese beijing 中国 中方 北京
switzerland swiss 瑞士
netherlands dutch holland 荷兰
france french 法国
germany german 德国
spain spanish 西班牙
belgium belgian 比利时
denmark danish dane 丹麦
sweden swedish swede 瑞典
norway norwegian 挪威
finland finnish finn 芬兰
poland polish pole 波兰
greece greek 希腊
turkey turkish turk 土耳其
ireland irish 爱尔兰
portugal portuguese 葡萄牙
thailand thai 泰国
philippines filipino philippine 菲律宾
myanmar burmese 缅甸
scotland scottish
england english
wales welsh
czech czechia 捷克
ukraine ukrainian 乌克兰
first 首次 首 首度 首场 第一
second 第二
third 第三
fourth 第四
fifth 第五
sixth 第六
seventh 第七
eighth 第八
ninth 第九
tenth 第十
bank lender
head lead led chair 领导 主持
boss chief head 负责人
say said tell told announce state report add note explain argue insist declare warn stress 说 表示 称 指出 宣布 宣称 强调 认为 透露 告诉 公布 介绍 警告 预计
ask request demand call urge seek want 要求 请求 呼吁 敦促 希望 主张
hold held host 举行 召开 主办 举办
meet met talk meeting 会谈 会晤 会见 见面 会议
build built construct construction erect 建 建设 建造 兴建 修建
pay paid cost spend 支付 花费 耗资 付 缴 补缴 缴清
lorry truck
firm company business corporation 公司 企业
car vehicle
job worker employ staff employee work 员工 雇员 职工 工人 岗位
make made produce manufacture 生产 制造
plan intend expect aim due will project forecast predict likely estimate 计划 打算 预计 拟 将 预测 估计
deal agreement accord pact 协议 协定
die death dead kill toll 死亡 遇难 丧生 死
hurt injure wound 受伤 伤
move transfer relocate shift 迁 转移 搬
give offer provide grant donate supply 提供 给 给予 供应 供货
receive get got win obtain take took 获得 得到 接收 获 收到
show find found reveal suggest 显示 发现 表明
city town
plant factory works mill 工厂 厂
people person man woman 人 人员
child children kid pupil 儿童 孩子 学生
charge indict prosecute sue 起诉 公诉
property estate 房地产 地产
petrol gasoline 汽油
labour labor 劳动 劳工
spokesman spokeswoman spokesperson 发言人
railway railroad rail 铁路
university college 大学 高校
record 纪录 记录
award ruling verdict judgment 裁决 裁定 判决
exclude rule 排除
drop withdraw retract 撤回 撤销 撤诉
seek apply request application 申请
regulator watchdog 监管机构
outage blackout 停电
stoppage halt stop 停产 停工
add addition extra 增加 追加 新增
village villager 渔村 村庄 村民 村
include contain 包括 包含
centre center
programme program
defence defense
name disclose 透露 说明 公布
rain rainfall rainstorm 降雨 暴雨
wage salary pay raise 加薪 涨薪 工资 薪资 薪水
back support endorse 支持 赞成
idea proposal plan scheme 想法 提议 方案 计划
licence license permit 许可
sign signature 签字 签署 签订
promise pledge commit vow 承诺 保证
punish penalty sanction fine 惩罚 罚款
publish release 发布 公布
enlarge expand extend widen 扩大 扩建
fee price sum amount money
bid offer proposal propose 提议 提出 报价
state government 政府
country nation 国家 国
seek look search
damage destroy destruction 损坏 毁 受损
part portion share
begin commence
less fewer lower down
year annual
use utilise utilize employ 使用 利用
postpone delay defer 推迟 延期 延后
quit resign 辞职 卸任 下台
arrest detain hold custody 逮捕 拘捕 扣押 拘留
steal stole stolen theft rob 盗 偷 窃 被盗
need require must 需要 须 必须 需
speak spoke spoken talk
choose chose chosen pick select elect 选择 选 当选 选出
because cause due owing reason blame 因 因为 由于 原因 导致
think believe thought consider 认为 觉得
remain stay 仍 留
send sent dispatch 派 发送
write wrote written author 写 撰写
"""


@cache
def denials(language: str) -> frozenset[str]:
    """English stems, or Chinese characters and words, that deny what follows."""
    words = _DENIALS[language].split()
    return frozenset(map(stem, words)) if language == "en" else frozenset(words)


@cache
def not_denials() -> tuple[str, ...]:
    """Chinese words that hold a character of denial and deny nothing."""
    return tuple(_NOT_DENIALS.split())


@cache
def meanings() -> dict[str, frozenset[str]]:
    """Each known word, English as a stem -> the groups it belongs to; words that share one mean much the same."""
    groups: dict[str, set[str]] = {}
    lines = _ALIKE.strip().splitlines()
    sides = [side for line in _OPPOSITES.strip().splitlines() for side in line.split("|")]
    for number, words in enumerate([*lines, *sides]):
        for word in words.split():
            groups.setdefault(stem(word), set()).add(str(number))
    return {word: frozenset(names) for word, names in groups.items()}


@cache
def opposites() -> dict[str, frozenset[str]]:
    """Each known word, English as a stem -> the words that say the opposite."""
    against: dict[str, set[str]] = {}
    for line in _OPPOSITES.strip().splitlines():
        one, other = ([stem(word) for word in side.split()] for side in line.split("|"))
        for word in one:
            against.setdefault(word, set()).update(set(other) - set(one))
        for word in other:
            against.setdefault(word, set()).update(set(one) - set(other))
    return {word: frozenset(words) for word, words in against.items()}


_ACTS = (
    "sign signature signatory 签署 签订 签字 签约 签了",
    "arrest detain custody 逮捕 拘捕 拘留 被捕 抓获",
    "resign resignation quit 辞职 卸任 辞去",
    "injure wound hurt 受伤 伤者 负伤",
    "steal stole stolen theft rob robbery 盗窃 偷 被盗 抢劫",
    "marry married marriage wed wedding 结婚 婚礼 嫁 娶",
    "divorce 离婚",
    "bankrupt bankruptcy insolvent insolvency 破产 倒闭",
)
"""Each line: one act that a question can take as done, and that is told in few words."""


@cache
def _acts() -> dict[str, str]:
    return {stem(word): words.split()[0] for words in _ACTS for word in words.split()}


def acts_in(text: str, language: str) -> frozenset[str]:
    """The acts that a text names, each by the first word of its line."""
    acts = _acts()
    if language == "zh":
        return frozenset(act for word, act in acts.items() if not word.isascii() and word in text)
    return frozenset(acts[word] for word in map(stem, re.findall(r"[a-z]+", text.casefold())) if word in acts)
