"""The very first start is killed too: while it makes tables, loads the city, and fills it with its first matters."""


def test_a_first_start_that_is_killed_again_and_again_ends_like_any_other(embedded_city, tell):
    tell(embedded_city.birth)
    assert embedded_city.birth.is_like_any_other, str(embedded_city.birth)
