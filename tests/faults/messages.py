"""What is loaded: the real messages where they lie beside the project, fictional ones elsewhere."""

import csv
import itertools
from pathlib import Path
from random import Random

REAL = Path(__file__).resolve().parents[3] / "shared/data/petitions_zh/messages_with_replies.csv"
WHOLE_FILE = 2_816
COLUMNS = ("留言主题", "留言详情")
WHERE = ("幸福路", "人民路", "新开河", "老粮站", "三号桥", "农贸市场", "东门小区", "二号码头")
WHAT = ("路灯不亮", "污水外溢", "工资拖欠", "征地补偿未到位", "夜间施工噪音", "公交改线", "物业收费", "工伤未赔")
SINCE = ("上个月", "去年年底", "三天前", "入夏以来", "半年多以前")

Row = dict[str, str]


def source() -> str:
    """Which messages these are, for whoever reads the figures."""
    return "the real messages" if REAL.exists() else "fictional messages: the real file is not beside this project"


def all_rows() -> list[Row]:
    """Every message, as rows with the columns of the real file that are read."""
    if not REAL.exists():
        return [fictional(number) for number in range(WHOLE_FILE)]
    with REAL.open(encoding="utf-8", newline="") as file:
        return [{name: row[name] for name in COLUMNS} for row in csv.DictReader(file)]


def some_rows(count: int, chance: Random) -> list[Row]:
    """`count` of them; the whole file, in its order, if that many are wanted."""
    rows = all_rows()
    return rows if count >= len(rows) else chance.sample(rows, count)


def fictional(number: int) -> Row:
    where, what, since = next(itertools.islice(itertools.product(WHERE, WHAT, SINCE), number % 320, None))
    return {
        "留言主题": f"{where}{what}",
        "留言详情": f"第{number}号来信：{since}{where}{what}，至今无人处理，请查清答复。",
    }


def write(rows: list[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
