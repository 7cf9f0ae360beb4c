"""To which unit an order may be passed down (信访工作条例 23 ¶3)."""

ARTICLE = "《信访工作条例》第二十三条第三款"
WORKS_HERE = "justice_office"


def below_with_a_desk(unit, city):
    """The open units below this one that work on orders here."""
    return [
        code
        for code in city.below(unit)
        if code != unit and city.is_open(code) and city.units[code].kind == WORKS_HERE
    ]
