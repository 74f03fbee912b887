"""About forty units and sixty people."""

from django.contrib.auth.hashers import make_password

from yinli.base.accounts.actions import add_unit
from yinli.base.accounts.models import SYSTEM, User
from yinli.base.login.models import Excused
from yinli.demo.names import Names
from yinli.demo.world import World

# Printed by `yinli up`: a demo keeps no secret.
PASSWORD = "yinli-demo"

SECTIONS = (
    ("澜湖高新园", "Lanhu High-tech Park"),
    ("东屿经开园", "Dongyu Economic Park"),
    ("北塘智造园", "Beitang Manufacturing Park"),
    ("南浦科创城", "Nanpu Science City"),
    ("西岭生命健康园", "Xiling Life Science Park"),
    ("青澜老城更新片区", "Old Town Renewal Area"),
    ("临港物流园", "Harbour Logistics Park"),
    ("云栈软件园", "Yunzhan Software Park"),
    ("桃源文旅片区", "Taoyuan Tourism Area"),
)
DEPARTMENTS = (
    ("发展和改革局", "Development and Reform Bureau"),
    ("工业和信息化局", "Industry and IT Bureau"),
    ("科学技术局", "Science and Technology Bureau"),
    ("财政局", "Finance Bureau"),
    ("人力资源和社会保障局", "Human Resources Bureau"),
    ("自然资源和规划分局", "Natural Resources Branch"),
    ("生态环境分局", "Environment Branch"),
    ("住房和城乡建设局", "Housing and Construction Bureau"),
    ("商务局", "Commerce Bureau"),
    ("市场监督管理局", "Market Regulation Bureau"),
    ("行政审批局", "Administrative Approval Bureau"),
    ("统计局", "Statistics Bureau"),
    ("地方金融监管局", "Local Finance Bureau"),
    ("供电公司", "Power Supply Company"),
    ("人才办公室", "Talent Office"),
    ("司法局", "Justice Bureau"),
    ("教育局", "Education Bureau"),
    ("卫生健康委员会", "Health Commission"),
    ("文体广电和旅游局", "Culture and Tourism Bureau"),
    ("国有资产监管办公室", "State Assets Office"),
)
STATIONS = (
    ("驻深圳招商站", "Shenzhen Station"),
    ("驻上海招商站", "Shanghai Station"),
    ("驻北京招商站", "Beijing Station"),
)
ENCLAVES = (
    ("上海离岸创新中心", "Shanghai Offshore Centre"),
    ("深圳飞地孵化器", "Shenzhen Enclave Incubator"),
)
AGENTS = (
    ("远帆投资咨询", "Yuanfan Consulting"),
    ("华拓产业顾问", "Huatuo Advisers"),
    ("海川商务代理", "Haichuan Agency"),
)

# (log-in, name, role, unit, who it is): the demo's people one logs in as.
LOGIN_PEOPLE = (
    ("leader", "周岚", "leader", "青澜区", "区领导 / district leader"),
    ("bureau", "郑敏之", "bureau", "区投资促进局", "招商局 / investment bureau"),
    ("manager", "钱思远", "manager", "澜湖高新园", "板块负责人 / section manager"),
    ("officer", "林晓", "officer", "澜湖高新园", "招商专员 / promotion officer"),
    ("talent", "白望舒", "talent_officer", "人才办公室", "人才专员 / talent officer"),
    ("fund", "许望川", "fund_officer", "地方金融监管局", "基金专员 / fund officer"),
    ("department", "苏禾", "department", "生态环境分局", "要素部门 / department officer"),
    ("agent", "方帆", "agent", "远帆投资咨询", "委托机构 / agent"),
    ("auditor", "严知行", "auditor", "区投资促进局", "审计 / auditor"),
    ("admin", "管清扬", "administrator", "区投资促进局", "系统管理员 / administrator"),
)


def add_staff(world: World) -> None:
    """Units first, then people; each section gets a manager and several officers."""
    district = _unit(world, "青澜区", "Qinglan District", "district", None)
    bureau = _unit(world, "区投资促进局", "Investment Promotion Bureau", "bureau", district)
    for kind, parent, named in (
        ("section", district, SECTIONS),
        ("department", district, DEPARTMENTS),
        ("station", bureau, STATIONS),
        ("enclave", bureau, ENCLAVES),
        ("agent", bureau, AGENTS),
    ):
        for name, name_en in named:
            _unit(world, name, name_en, kind, parent)
    _add_people(world)


def _unit(world, name, name_en, kind, parent):
    world.units[name] = add_unit(name, kind, parent, by=SYSTEM, name_en=name_en)
    return world.units[name]


def _add_people(world: World) -> None:
    # One hash for all: hashing sixty times would take longer than everything else.
    password = make_password(PASSWORD)
    people = [_user(world, password, person[:4]) for person in LOGIN_PEOPLE]
    wanted = [("leader", "青澜区")] * 3 + [("bureau", "区投资促进局")] * 3
    for section in SECTIONS:
        wanted += [("manager", section[0])] * (section[0] != "澜湖高新园") + [("officer", section[0])] * 3
    wanted += [("officer", station[0]) for station in STATIONS] + [
        ("officer", "商务局"),
        ("fund_officer", "财政局"),
    ]
    wanted += [
        ("talent_officer", "人力资源和社会保障局"),
        ("manager", "自然资源和规划分局"),
        ("manager", "供电公司"),
    ]
    names = Names(world.rng)
    for number, (role, unit) in enumerate(wanted, 1):
        people.append(_user(world, password, (f"u{number:02d}", names.person(), role, unit)))
    User.objects.bulk_create(people)
    # The demo's passwords stand in the terminal: a second factor would guard nothing and stop every visitor.
    Excused.objects.bulk_create(Excused(user=user, reason="demo") for user in people)
    world.users = list(User.objects.select_related("unit").order_by("pk"))


def _user(world, password, person) -> User:
    username, name, role, unit = person
    return User(
        username=username,
        name=name,
        role=role,
        unit=world.units[unit],
        email=f"{username}@demo.example",
        password=password,
        on_duty=role == "officer" and username in ("officer", "u12"),
    )
