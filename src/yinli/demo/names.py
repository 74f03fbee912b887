"""Names of a district that does not exist: composed from lists, always the same for one seed."""

from random import Random

CITIES = (
    "深圳", "上海", "北京", "杭州", "苏州", "广州", "南京", "合肥", "武汉", "成都", "西安", "宁波",
    "东莞", "长沙", "厦门", "青岛", "天津", "重庆", "常州", "佛山",
)  # fmt: skip
_FIRST = "瑞恒启明远澜博芯衡朗卓铭睿晟弘昱景泓启岚翌沃锐凌骁珩劭煦霁"
_SECOND = "衡拓源科维创联达越图程泰诺驰信辰微睿晖集川合脉界石帆原谷"

# Sector word in a name → (industry in words, track of its projects)
SECTORS = {
    "半导体": ("集成电路", "industry"),
    "微电子": ("集成电路", "leased"),
    "智能装备": ("高端装备", "industry"),
    "机器人": ("机器人", "leased"),
    "精密机械": ("高端装备", "leased"),
    "新能源": ("新能源", "industry"),
    "储能科技": ("新型储能", "industry"),
    "新材料": ("新材料", "industry"),
    "生物医药": ("生物医药", "leased"),
    "医疗器械": ("医疗器械", "leased"),
    "基因科技": ("生物医药", "leased"),
    "软件": ("软件和信息服务", "service"),
    "数据科技": ("大数据", "service"),
    "人工智能": ("人工智能", "service"),
    "物联网": ("物联网", "leased"),
    "车联网": ("车联网", "leased"),
    "供应链": ("现代物流", "service"),
    "检测技术": ("检验检测", "service"),
    "工业设计": ("工业设计", "service"),
    "文化科技": ("数字文化", "service"),
    "国际贸易": ("国际贸易", "headquarters"),
    "控股集团": ("综合投资", "headquarters"),
    "股权投资": ("股权投资", "fund"),
    "创业投资": ("创业投资", "fund"),
}
FORMS = ("有限公司", "有限公司", "有限公司", "股份有限公司", "科技有限公司", "（中国）有限公司")
FUND_FORMS = ("管理有限公司", "基金管理有限公司")

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙史陶黎贺毛郝顾龚邵万钱"
_GIVEN = (
    "伟", "敏", "静", "磊", "洋", "艳", "勇", "杰", "娟", "涛", "明", "超", "霞", "平", "刚", "桂英", "文博", "思远",
    "雨桐", "子轩", "佳怡", "晓峰", "海燕", "志强", "建华", "秀兰", "一鸣", "若曦", "俊杰", "婷婷", "浩然", "梓涵",
    "宇航", "欣怡", "国栋", "丽华", "春梅", "世杰", "晨曦", "嘉禾", "望舒", "清扬", "怀瑾", "书言", "知行", "亦凡",
)  # fmt: skip
OCCUPATIONS = (
    "电工",
    "钳工",
    "焊工",
    "数控车工",
    "工业机器人系统操作员",
    "化学检验员",
    "汽车维修工",
    "物流服务师",
    "养老护理员",
)
FIELDS = (
    "集成电路设计",
    "生物药研发",
    "新能源材料",
    "人工智能算法",
    "高端装备",
    "临床医学",
    "金融投资",
    "软件架构",
)


class Names:
    """Draws names from `rng`; the same enterprise name is never drawn twice."""

    def __init__(self, rng: Random):
        self.rng = rng
        self._taken: set[str] = set()

    def person(self) -> str:
        """A person's name; several people may share one, as in life."""
        return self.rng.choice(_SURNAMES) + self.rng.choice(_GIVEN)

    def enterprise(self, sector: str | None = None) -> tuple[str, str, str]:
        """`(name, city, sector)` of an enterprise not drawn before."""
        while True:
            chosen = sector or self.rng.choice(list(SECTORS))
            city = self.rng.choice(CITIES)
            forms = FUND_FORMS if SECTORS[chosen][1] == "fund" else FORMS
            form = "有限公司" if chosen == "控股集团" else self.rng.choice(forms)
            name = f"{city}{self.rng.choice(_FIRST)}{self.rng.choice(_SECOND)}{chosen}{form}"
            if name not in self._taken:
                self._taken.add(name)
                return name, city, chosen


def brand(name: str) -> str:
    """The short form people use: 深圳瑞衡半导体有限公司 → 瑞衡半导体."""
    short = name[2:]
    for form in sorted({*FORMS, *FUND_FORMS}, key=len, reverse=True):
        short = short.removesuffix(form)
    return short
