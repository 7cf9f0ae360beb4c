"""How many representatives a group may send, and the article that says so."""

from dataclasses import dataclass

ZHEJIANG = "zhejiang_2016"
A_SMALL_GROUP = 10


@dataclass(frozen=True)
class Cap:
    most: int
    article: str


def cap_on_representatives(group_size, overlays=()):
    """Five; where Zhejiang's overlay is on, three for a group of up to ten people."""
    if ZHEJIANG in overlays and group_size is not None and group_size <= A_SMALL_GROUP:
        return Cap(3, "《浙江省信访条例》第十五条第二款")
    return Cap(5, "《信访工作条例》第二十条第三款")
