"""Whether two names may be of one person: written in another way, or half kept."""

import re

FORMS_OF_ADDRESS = ("先生", "女士", "小姐", "师傅", "老师", "同志", "阿姨", "大爷", "大妈")
KEPT_BACK = "某"


def plain_name(name):
    """Without spaces, dots and a form of address."""
    plain = re.sub(r"[\s·•.．]+", "", name)
    for form in FORMS_OF_ADDRESS:
        if plain.endswith(form) and len(plain) > len(form):
            plain = plain.removesuffix(form)
    return plain


def names_alike(one, other):
    """`same`, `variant` (one character is another, or one is missing, or one name is half kept), or None."""
    one, other = plain_name(one), plain_name(other)
    if KEPT_BACK in one + other:
        return "variant" if one[:1] == other[:1] else None
    if one == other:
        return "same"
    return "variant" if one[:1] == other[:1] and _one_apart(one, other) else None


def _one_apart(one, other):
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == len(longer):
        return len(longer) >= 3 and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return (
        len(shorter) >= 2
        and len(longer) == len(shorter) + 1
        and any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    )
