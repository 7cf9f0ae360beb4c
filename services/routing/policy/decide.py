"""Where each claim goes and why: guards, article 31 in its order, territory, subject department, else a person."""

from dataclasses import dataclass, replace

from services.routing.policy.guards import bar_of_the_claim, bars, may_send
from services.routing.policy.question import BUREAU, PETITION_OFFICE, Question
from services.routing.policy.rulebook import ITEMS, Ground

ORDINANCE = "《信访工作条例》"
POLITICAL_LEGAL_ORGANS = ("court", "procuratorate", "police")
TAKEN_UP_ITSELF = 5  # 第三十一条第五项是“依法履行或者答复”，不是导入别的程序


@dataclass(frozen=True)
class Choice:
    """Where a claim goes and why. `way` is the organ of the procedure itself when aid comes before it."""

    unit: str
    kind: str
    rule: str
    article: str
    reason: str
    reason_en: str
    way: str | None = None
    grounds: tuple = ()
    alternatives: tuple = ()

    @property
    def order(self):
        """What claims that travel in one order have in common."""
        return (self.unit, self.kind, self.rule, self.article, self.reason, self.reason_en)


@dataclass(frozen=True)
class Alternative:
    """A unit that was also considered, and why it was not chosen."""

    unit: str
    rule: str
    why: str
    why_en: str


@dataclass(frozen=True)
class Held:
    """No rule decides: a person must, and is told why."""

    reason: str
    reason_en: str
    article: str | None = None
    alternatives: tuple = ()


NO_PLACE = Held("没有写明在本市的地点，无法按属地分流", "No place in this city is named, so no territory decides")
NO_RULES = Held("收到事项之日还没有施行的分派规则", "No rules were in force on the day it was received")
ALL_BARRED = Held("按规则应送的单位都不能送", "Every unit the rules would choose is barred")


def decide(matter, claims, city, rulebook):
    """The decision of each claim, in their order: a Choice or a Held."""
    return tuple(decision(Question(matter, claim), city, rulebook) for claim in claims)


def decision(question, city, rulebook):
    if rulebook is None:
        return NO_RULES
    if bar := bar_of_the_claim(question):
        return Held(bar.reason, bar.reason_en, bar.article)
    chosen, lost = None, []
    for proposal in proposals(question, city, rulebook):
        if chosen is not None:
            lost.append(_came_later(proposal, chosen))
        elif barred := bars(question, proposal.unit, city, rulebook):
            lost.append(_barred(proposal, barred[0]))
        else:
            chosen = proposal
    if chosen is None:
        return replace(ALL_BARRED if lost else NO_PLACE, alternatives=tuple(lost))
    return replace(chosen, alternatives=tuple(lost))


def proposals(question, city, rulebook):
    """Every choice some rule would make, in the order in which they count."""
    found = rulebook.said_in(question)
    if question.matter.kind == "REPORT":
        made = _to_discipline_inspection(question, rulebook)
    else:
        made = (
            *_asked_for(question, found, rulebook),
            *_steered(question, found, city, rulebook),
            *_of_the_territory(question, city),
            *_of_the_subject(question, found, city, rulebook),
        )
    for choice in made:
        yield _with_its_successor(choice, city, rulebook)


def _to_discipline_inspection(question, rulebook):
    """A report goes there by whoever may send across systems; by anyone else its maker is told where to go."""
    sends = question.matter.sender == PETITION_OFFICE
    for unit in rulebook.reports_to:
        yield Choice(
            unit=unit,
            kind="TRANSFER" if sends else "STEER",
            rule="reports_go_to_discipline_inspection",
            article=f"{ORDINANCE}第二十二条第二款" + ("" if sends else "、第二十三条第一款"),
            reason="检举控告类事项，由纪检监察机关依规依纪依法处理",
            reason_en="A report or accusation: discipline inspection deals with it by its own rules",
            grounds=(Ground("kind", "REPORT"),),
        )


def _asked_for(question, found, rulebook):
    """Aid is applied for, never assigned: whoever asks for it is guided there before anything else."""
    for rule, grounds in rulebook.fitting(rulebook.asked, question, found):
        yield Choice(rule.unit, "STEER", rule.name, rule.article, rule.reason, rule.reason_en, grounds=grounds)


def _steered(question, found, city, rulebook):
    for rule, grounds in rulebook.fitting(rulebook.steer, question, found):
        if rule.item == TAKEN_UP_ITSELF:
            yield _sent(question, city, rule, grounds, f"{ORDINANCE}第三十一条第五项")
        aid = next(rulebook.fitting(rulebook.aid, question, found), None)
        if aid and rulebook.aid_unit:
            yield _guided_to_aid(rule, grounds, aid, rulebook)
        if rule.item != TAKEN_UP_ITSELF:
            yield _led_into_the_procedure(question, city, rule, grounds)


def _guided_to_aid(rule, grounds, aid, rulebook):
    scope, words = aid
    return Choice(
        unit=rulebook.aid_unit,
        kind="STEER",
        rule=rule.name,
        article=f"{scope.article}、{ORDINANCE}第三十一条{ITEMS[rule.item]}",
        reason=f"{rule.reason}；{scope.reason}，引导申请法律援助",
        reason_en=f"{rule.reason_en}; {scope.reason_en}: guided to apply for legal aid",
        way=rule.unit,
        grounds=tuple(dict.fromkeys((*grounds, *words))),
    )


def _led_into_the_procedure(question, city, rule, grounds):
    """A law-related letter the petition office transfers (22 ¶2); otherwise the person is guided."""
    matter = question.matter
    letter = matter.sender == PETITION_OFFICE and matter.channel == "LETTER" and rule.unit in POLITICAL_LEGAL_ORGANS
    article = f"{ORDINANCE}第三十一条{ITEMS[rule.item]}" + ("、第二十二条第二款" if letter else "")
    return Choice(
        unit=rule.unit,
        kind="TRANSFER" if letter else "STEER",
        rule=rule.name,
        article=article,
        reason=rule.reason,
        reason_en=rule.reason_en,
        way=rule.unit,
        grounds=grounds,
    )


def _of_the_territory(question, city):
    if question.matter.territory is None:
        return
    place, today = question.matter.territory.name, question.matter.territory.now_called
    kind, article = mode(question.matter, question.matter.territory.unit, city)
    yield Choice(
        unit=question.matter.territory.unit,
        kind=kind,
        rule="the_township_of_the_place",
        article=article,
        reason=f"属地管理：{place}" + (f"（今{today}）" if today else ""),
        reason_en=f"It happened in {place}" + (f" (today {today})" if today else ""),
        grounds=(Ground("place", place),),
    )


def _of_the_subject(question, found, city, rulebook):
    if question.matter.elsewhere:
        return
    for rule, grounds in rulebook.fitting(rulebook.departments, question, found):
        yield _sent(question, city, rule, grounds)


def _sent(question, city, rule, grounds, basis=None):
    kind, power = mode(question.matter, rule.unit, city)
    article = f"{basis}、{power.removeprefix(ORDINANCE)}" if basis else power
    return Choice(rule.unit, kind, rule.name, article, rule.reason, rule.reason_en, grounds=grounds)


def mode(matter, unit, city):
    """How a sender may bring a claim to a unit, and the article this power rests on."""
    if not may_send(matter.sender, unit, city):
        return "STEER", f"{ORDINANCE}第二十三条第一款"
    if matter.sender != PETITION_OFFICE:
        return "TRANSFER", f"{ORDINANCE}第二十三条第一款"
    if matter.reply_by:
        return "ASSIGN", f"{ORDINANCE}第二十二条第一款第三项"
    same_level = unit in city.units and (city.units[unit].outside or unit == BUREAU)
    return "TRANSFER", f"{ORDINANCE}第二十二条第一款第{'一' if same_level else '二'}项"


def _with_its_successor(choice, city, rulebook):
    """By the rules, or as the unit was closed."""
    unit = rulebook.successor_of(choice.unit)
    unit = city.follower_of(unit) or unit
    if unit == choice.unit:
        return choice
    law = "" if ORDINANCE in choice.article else ORDINANCE
    return replace(choice, unit=unit, article=f"{choice.article}、{law}第二十四条第二款")


def _came_later(proposal, chosen):
    return Alternative(
        proposal.unit,
        proposal.rule,
        f"“{chosen.reason}”在先",
        f"“{chosen.reason_en}” comes first",
    )


def _barred(proposal, bar):
    return Alternative(proposal.unit, proposal.rule, f"{bar.reason}（{bar.article}）", bar.reason_en)


def who_decides_by_hand(matter, city):
    """The petition office for its own files, the bureau for the rest; never whom a report accuses."""
    first, second = (PETITION_OFFICE, BUREAU) if matter.sender == PETITION_OFFICE else (BUREAU, PETITION_OFFICE)
    barred = matter.kind == "REPORT" and matter.accused and matter.accused in city.ever_above(first)
    return second if barred else first
