"""What can be wrong with a rules file, in both languages."""

from dataclasses import dataclass

SENTENCES = {
    "not_yaml": ("格式读不懂：{detail}", "not readable as YAML: {detail}"),
    "tab": ("缩进用了制表符，请改用空格", "a tab is used for indentation: use spaces"),
    "alias": ("不能使用 YAML 的引用（& 和 *）", "YAML anchors and aliases are not accepted"),
    "too_deep": ("层次太深", "nested too deeply"),
    "empty": ("文件是空的", "the file is empty"),
    "not_a_section": ("“{name}”应当是一组名称和内容", "{name} must be a mapping of names to values"),
    "not_a_list": ("“{name}”应当是一个列表", "{name} must be a list"),
    "not_a_value": ("“{name}”应当是单个内容", "{name} must be a single value"),
    "unknown_name": ("不认识“{name}”这一项", "{name} is not known here"),
    "twice": ("“{name}”写了两次", "{name} is given twice"),
    "missing": ("缺少“{name}”", "{name} is missing"),
    "not_a_date": ("“{name}”应当是日期，例如 2026-01-01", "{name} must be a day such as 2026-01-01"),
    "not_a_number": ("“{name}”应当是整数", "{name} must be a whole number"),
    "wrong_number": ("“{name}”至少是 1", "{name} must be 1 or more"),
    "wrong_form": ("“{name}”的写法不对", "{name} is badly formed"),
    "too_long": ("“{name}”最多 {most} 个字", "{name} may have {most} characters at most"),
    "wrong_item": ("item 是条例第三十一条的项，从 1 到 5", "item is that of article 31: 1 to 5"),
    "short_word": ("词语“{word}”太短，至少两个字", "the word {word} is too short: two characters at least"),
    "unknown_unit": ("没有这个单位，或者已经撤销：{code}", "no such unit, or it is closed: {code}"),
    "unknown_category": ("没有这个类别：{code}", "no such category: {code}"),
    "unknown_kind": ("没有这个事项类型：{code}", "no such kind of matter: {code}"),
    "unknown_fact": ("登记时不问“{name}”，或者没有“{code}”这个答案", "{name} is not asked, or {code} is no answer"),
    "unknown_group": ("没有这个人员身份：{code}", "no such group of petitioners: {code}"),
    "taken_name": ("“{code}”已经是一个类别的名称", "{code} is the name of a category already"),
    "cycle": ("互相包含，绕成了圈：{way}", "a cycle: {way}"),
    "overlap": (
        "规则“{rule}”与第 {other} 行的施行日期重叠",
        "rule {rule} overlaps in time with line {other}",
    ),
    "never_fires": (
        "规则“{rule}”永远不会用到：{why}",
        "rule {rule} can never fire: {why_en}",
    ),
    "says_nothing": ("“{name}”是空的：不限定的，整项不写", "{name} is empty: leave it out if anything will do"),
    "not_discipline_inspection": (
        "检举控告只能移送纪检监察机关，{code} 不是",
        "reports go to discipline inspection only, which {code} is not",
    ),
    "too_far_ahead": (
        "施行日期最晚 {latest}，请核对年份",
        "valid_from may be {latest} at the latest: check the year",
    ),
    "valid_from_taken": (
        "施行日期必须晚于已公布的 {latest}，已公布的规则不再改动",
        "valid_from must be later than {latest}, the latest published edition: what is published is not changed",
    ),
}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and the line it stands in, counted from 1."""

    line: int
    code: str
    facts: tuple = ()

    @classmethod
    def at(cls, line, code, /, **facts):
        return cls(line, code, tuple(sorted(facts.items())))

    @property
    def zh(self):
        return SENTENCES[self.code][0].format(**dict(self.facts))

    @property
    def en(self):
        return SENTENCES[self.code][1].format(**dict(self.facts))
