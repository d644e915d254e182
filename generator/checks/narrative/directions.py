"""增减的用语: words by which a reason speaks of more or of less, for `direction.py`; lists that a clerk can read."""

from __future__ import annotations

import re


def words(listed: str) -> str:
    """A pattern of any of these words, which may hold patterns of their own."""
    return "|".join(listed.split())


NAMED = re.compile(
    words(
        """
    《[^》]*》 〔[^〕]*〕 “[^”]*”(?!.{0,4}精神) 节约型 节约集约 节约(?:用水|用电|用能|粮食|能源) 增值税
    减税降费 增减挂钩 双减 延迟退休 创新 重新组建 减(?:贫|碳|排|灾|负)(?!少) 降(?:碳|尘|噪|解) 防灾减灾 新增长
    不断 不仅 不同 不必要 不得不 未来 未成年
    无(?:锡|为市|棣|极县|人机|线|障碍|偿|害化|纸化|缝|烟|党派|疫|废|形|故) 没收 不低于 不少于 不高于 控制价
    经费增长点
    """
    )
)
"""names and set phrases that hold a word of direction and have none"""
PURPOSE = re.compile(r"^(?:为了?|以便|旨在|避免|防止)(?!(?:主|期))[^，。；]*")
"""what is striven for and what is to be prevented is no change of money"""
ACTIVITY = re.compile(
    r"(?:开展|组织|举办|推进|推动|推行|实施|加强|深化)[^，。；未无]{0,16}(?:活动|宣传|创建|行动|竞赛|普查|工程建设|专项整治)(?:工作)?"
)
"""work on something, whatever its name says"""

_OLDER = r"(?<![比较与同])(?:上年度?|去年|上一年度?|前一年|以前年度|往年)"
_PLANNED = r"年初(?:的)?(?:预算|未|没有|没|无|安排|预留|编制|测算|下达|列|计划)|预算(?:编制|安排)时|编制预算时"
_COMPARED = "低于|高于|少于|多于|大于|小于|超过|超出|不及"
OLDER = re.compile(rf"(?<!{_COMPARED})(?:{_OLDER}|{_PLANNED})")
"""what is compared with then tells of now"""
THIS_YEAR = re.compile(r"本年度?|今年|当年|年中|年内|执行中")
YEAR = re.compile(r"(20\d\d)年")
CLAUSES = re.compile(r"[，。；、！？：,;!?:\n]|(?<=[^，。；])(?=但|而且|同时)")

_GROWS = words(
    """
    增加 增长 增多 增大 增设 增拨 增配 增补 增资 增人 增编 增至 增发 递增 扩大 扩建 扩容 扩招 扩面 扩充 上涨 上升
    上调 上浮 走高 高企 涨价 普涨 提高 提升 提标 调增 调升 调高 追加 加大 加重 加密 翻番 翻倍 大于 高于 多于 超出
    超过 较多 偏多 更多 较高 偏高 更高 比[^，。；]{1,8}(?:高|多)(?=$|[，。；]) 恢复
    """
)
_NEW = words(
    """
    新增 新招 新录 新聘 新进 新设 新建 新购 新添 新成立 新组建 招录 招聘 录用 引进 调入 转入(?!下|次) 划入 并入
    补发 补缴 补交 补录 补拨 晋升 晋级 新开(?:办|工|设)
    """
)
"""events that cost; of these a clause may also say that they became fewer (新增项目减少)"""
_SHRINKS = words(
    """
    减少 减员 减编 缩减 缩小 缩短 压减 压缩 压降 削减 下降 降低 降至 降为 降到 降[价标费] 打折 下调 下滑 下浮 下跌
    走低 回落 调减 调低 核减 裁减 精简 萎缩 流失 节约 节省 节俭 节支 节余 结余 省下 少于 低于 小于 不及 不足 较少
    偏少 更少 较低 偏低 更低 比[^，。；]{1,8}(?:低|少)(?=$|[，。；]) 过紧日子 厉行 勤俭 八项规定 反对浪费 严控
    从紧 (?:严格|从严|有效|合理|加强)控制 控制[^，。；]{0,6}(?:支出|经费|费用|开支|范围|规模|标准|数量|批次)
    """
)
_ENDS = words(
    """
    划出 划走 剥离 撤销 撤并 裁撤 转制 改制转企 取消 暂停 中止 终止 停[工办发拨运建用止课征缴] 结束 报废 停业 关停
    注销 (?:移交|划转|划归|转交|移送|下放|并入)(?:给|至|到|了)[^，。；]* 结转(?:至|到|下|次|明|以后)[^，。；]*
    (?:转入|结转)(?:下年|下一年|次年|明年)[^，。；]*
    (?:收回|交回|缴回|退回)(?=[^，。；]{0,6}(?:存量|结余|结转|指标|资金|预算|财政|国库)|$) (?:交回|缴回|上缴)财政
    空编 缺编
    """
)
_LATER = words("推迟 延迟 延期 延后 暂缓 缓建 滞后 顺延 较晚 偏晚 偏慢 较慢 缓慢 未如期")
_LEAVES = words("调出 调离 转出 离职 辞职 减员 流失 分流 开除 借调外出 调往")
"""persons who go: the more of them, the less"""
GROWS = re.compile(f"{_GROWS}|{_NEW}")
NEW = re.compile(_NEW)
FEWER = re.compile(f"{_SHRINKS}|{_ENDS}|{_LEAVES}")
LEAVES = re.compile(_LEAVES)
LATER = re.compile(_LATER)
PAID_LATER = re.compile(r"(?:推迟|延期|延迟|暂缓)支付")
DIES = re.compile(r"去世|病故|死亡|亡故|离世|逝世|过世")
DIES_NOT = re.compile(r"(?:无|没有?|未)[^，。；]{0,6}(?:去世|病故|死亡|亡故|离世|逝世|过世)")
RETIRES = re.compile(r"退休|离休")
LEAVES_OR_RETIRES = re.compile(
    rf"(?<=[退离]休)[、和及](?={_LEAVES})|(?<=调出|调离|转出|离职|辞职|调往)[、和及](?=[退离]休)"
)
"""between 退休 and 调出 that are told in one breath"""
SURVIVORS = re.compile(r"抚恤|丧葬|遗属|一次性补助")
SURVIVOR_DIES = re.compile(r"遗属[^，。；]{0,6}(?:去世|病故|死亡)")

_NOTHING = r"(?:尚?未能?|没有|没|无法?|不再|不能|不得|不予|停止|取消)"
_HAPPENS = words(
    """
    支付 付款 发生 开展 安排 购置 购买 购车 采购 完成 实施 执行 到位 开工 启动 此项 该项 项目 任务 计划 支出 组团
    团组 出访 出国 举办 召开 下达 拨付 列支 列入 纳入 承担 组织 派出 发放 兑现 投入 建设 更新 招 购 补 接待 使用
    动用 动工 立项 通过 批复 需求 经费 费用 资金 达到 产生 执行
    """
)
"""what costs if it happens; that it happens decides nothing, that it does not, does"""
HAPPENS_NOT = re.compile(rf"{_NOTHING}[^，。；]{{0,8}}?(?:{_HAPPENS}|{_GROWS}|{_NEW})")
HAPPENED_NOT = re.compile(_NOTHING)
NOT_FEWER = re.compile(rf"(?:尚?未|没有|不再)[^，。；]{{0,3}}(?:{_SHRINKS}|{_ENDS})")
_ONCE = words(
    """
    购置 购买 采购 项目 工程 改造 一次性 补发 补缴 追加 活动 疫情 修缮 维修 更新 更换 换届 普查 大会 会议 支付
    安排 专项 建设 搬迁 下达 拨付 支出 大额
    """
)
"""what is over when the year is over"""
ONCE = re.compile(_ONCE)
FINISHED = re.compile(r"完工|竣工|完成|结束|验收|到期")
TOO_MUCH = re.compile(r"[偏过较][大高多]|充足|富余|预留")
TOO_LITTLE = re.compile(r"[偏过较][小低少]|不足")
_PAYS = words(
    "支付 付款 付费 结算 清算 结清 尾款 质保金 进度款 首付款 偿还 归还 还本 清偿 兑付 补[发缴交] 消化 续签 续费 重新"
)
PAYS = re.compile(_PAYS)
STAYS = re.compile(rf"末|底|下半年|人员|人数|工资|标准|招录|调入|招聘|增人|新进|结转|结余|延续|跨年|尾款|合同|{_PAYS}")
"""what goes on, and what is paid for later: it works as well this year"""
USES_REST = re.compile(
    r"(?:动用|使用|利用|消化|盘活|统筹)[^，。；]{0,8}(?:结余|结转|存量)|(?:结余|结转)[^，。；]{0,4}(?:安排|用于|弥补)"
)
RELIEF_ENDS = re.compile(r"(?:减免|优惠|折扣|免征|缓缴|阶段性)[^，。；]{0,8}(?:到期|取消|结束|退出|停止|减少|下降)")
"""what made things cheaper lasts no longer"""
FEES = re.compile(
    r"(?:取消|停征|停收|停止|免收|免征|不再|降低|减免|放开)[^，。；]{0,12}(?:收费|收取|征收|学费|报名费|考务费|门票|规费|保育费)|停征|停收|免收"
)
"""what the public no longer pays: less income of one's own, more of it from the budget"""
BY_BUDGET = re.compile(r"由[^，。；]{0,6}财政[^，。；]{0,6}(?:安排|保障|供给|负担|承担)")
NOT_BY_BUDGET = re.compile(r"(?:原来?|原先|此前|以前|不再|停止)(?:由|从|列入|在|使用)?财政")
EFFORT = re.compile(
    rf"(?:加大|加强|增强|强化|提高|提升|进一步)[^，。；]{{0,8}}(?:{_SHRINKS}|控制|管控|压)"
    r"|(?:压减|压缩|节约|控制|管控|统筹|盘活)[^，。；]{0,6}(?:力度|意识)[^，。；]{0,4}(?:加大|增强|提高|加强|提升)"
)
"""more of saving is less"""
GOODS = words("效率 效能 效益 意识 认识 质量 能力 水平 满意度 形象 素质 精度 透明度 服务 认同 环境")
ILLS = words(
    """
    污染 排放 能耗 产能 风险 隐患 负担 事故 库存 债务 贫困 差错 流程 环节 材料 跑动 时限 噪音 失业 火灾 犯罪 感染
    死亡率 发病率 疫情
    """
)
VIRTUE = re.compile(
    rf"(?:提高|提升|增强|改善|增进)[^，。；]{{0,10}}(?:{GOODS})|(?:减少|降低|压减|压缩|削减|减轻|下降)[^，。；]{{0,8}}(?:{ILLS})"
)
"""a good that grows and an ill that shrinks are aims, and no change of money"""
FROM_TO = re.compile(
    r"[由从][^\d，。；]{0,6}(?P<old>\d{1,9}(?:\.\d{1,4})?)(?P<unit>[^\d，。；年月日号]{1,12}?)(?:至|到|为|成)[^\d，。；]{0,4}"
    r"(?P<new>\d{1,9}(?:\.\d{1,4})?)(?![\d年月日号])"
)
"""由15元提高到16元, 从8%提到12%: the figures say which way"""
ONLY_GROWS = re.compile(rf"(?:仅|只)(?:有|剩|是|能)?(?!增不减)[^，。；]*(?:{_GROWS}|{_NEW})")

OF_PENSIONS = re.compile(r"离退休|离休|退休|职业年金")
OF_SURVIVORS = re.compile(r"抚恤|丧葬|遗属")
OF_OWN_INCOME = re.compile(r"(?:事业|经营|其他|非税|专户|上缴|上级补助|非同级财政拨款)(?:管理资金)?收入")
OF_APPROPRIATIONS = re.compile(r"财政拨款|一般公共预算")
OF_RESTS = re.compile(r"结转|结余")
