"""Settings come from the environment, and an unsafe one is refused with the words that mend it."""

import base64

import pytest

from shared.config import DEMO_PASSWORD, Misconfigured, Settings, fresh_secrets

BROKER = "amqp://broker.demo.invalid"
MAIL = {"MAIL_URL": "smtp://mail.demo.invalid", "MAIL_FROM": "12348@demo.invalid", "SMS_DOMAIN": "sms.demo.invalid"}
DATABASE = "postgresql://database.demo.invalid/liandong"


@pytest.fixture
def read(tmp_path):
    """Read settings from these variables and a folder of the test's own."""

    def read(**variables):
        given = {"VAR": str(tmp_path), **variables}
        return Settings.read({f"LIANDONG_{name}": value for name, value in given.items() if value is not None})

    return read


@pytest.fixture
def deployed(read):
    """Settings of a deployment: a broker, a database, secrets."""

    def deployed(**variables):
        return read(**{"BROKER_URL": BROKER, "DATABASE_URL": DATABASE, **fresh_secrets(), **MAIL, **variables})

    return deployed


def test_without_any_setting_it_runs_embedded_and_makes_its_secrets_once(read, tmp_path):
    first, second = read(), read()
    assert first.embedded
    assert first == second
    assert first.database_url == f"sqlite:///{tmp_path / 'db'}"
    secrets = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "secrets").iterdir()}
    assert secrets == {"secret_key": 0o600, "seal_keys": 0o600, "index_key": 0o600}


def test_two_folders_have_different_secrets(read, tmp_path):
    other = read(VAR=str(tmp_path / "other"))
    assert (read().secret_key, read().index_key) != (other.secret_key, other.index_key)


@pytest.mark.parametrize("name", ["SECRET_KEY", "SEAL_KEYS", "INDEX_KEY"])
def test_a_deployment_without_a_secret_is_refused_and_told_how_to_make_one(deployed, name, tmp_path):
    with pytest.raises(Misconfigured, match=f"LIANDONG_{name}.*`liandong secrets`"):
        deployed(**{name: None})
    assert not (tmp_path / "secrets").exists()


def test_a_secret_may_be_a_file(deployed, tmp_path):
    file = tmp_path / "key"
    file.write_text("written by an operator, long enough\n")
    assert deployed(SECRET_KEY=None, SECRET_KEY_FILE=str(file)).secret_key == "written by an operator, long enough"


def test_a_secret_that_can_be_guessed_is_refused(deployed):
    with pytest.raises(Misconfigured, match="LIANDONG_SECRET_KEY"):
        deployed(SECRET_KEY=f"x{DEMO_PASSWORD}")


@pytest.mark.parametrize("key", ["!!!!", "", "c2hvcnQ="])
def test_an_index_key_that_hides_nothing_is_refused(deployed, key):
    with pytest.raises(Misconfigured, match="LIANDONG_INDEX_KEY"):
        deployed(INDEX_KEY=key)


@pytest.mark.parametrize("name", ["PORT", "KEEP_DATA_DAYS"])
def test_a_number_that_is_none_is_refused_by_name(deployed, name):
    with pytest.raises(Misconfigured, match=f"LIANDONG_{name}"):
        deployed(**{name: "abc"})


@pytest.mark.parametrize("name", MAIL)
def test_a_deployment_whose_notices_would_reach_nobody_is_refused(deployed, name):
    with pytest.raises(Misconfigured, match=f"LIANDONG_{name}"):
        deployed(**{name: None})


def test_a_broker_without_a_database_is_refused(deployed):
    with pytest.raises(Misconfigured, match="LIANDONG_DATABASE_URL is missing"):
        deployed(DATABASE_URL=None)


def test_sqlite_with_a_broker_is_refused(deployed):
    with pytest.raises(Misconfigured, match="SQLite, which serves one process"):
        deployed(DATABASE_URL="sqlite:///var/db")


KEY = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "keys",
    [
        "k1",
        "k1:",
        "k1:not base64!",
        f"k1:{base64.b64encode(bytes(31)).decode()}",
        f"k1:{KEY},k2:{base64.b64encode(bytes(16)).decode()}",
        " , ",
        KEY,
    ],
)
def test_bad_seal_keys_are_refused(deployed, keys):
    with pytest.raises(Misconfigured, match="LIANDONG_SEAL_KEYS"):
        deployed(SEAL_KEYS=keys)


def test_the_first_seal_key_seals_and_every_one_opens(deployed):
    settings = deployed(SEAL_KEYS=f"k2:{KEY}, k1:{KEY}")
    assert settings.seal_key_id == "k2"
    assert set(settings.seal_keys) == {"k1", "k2"}


def test_settings_say_where_things_are(deployed):
    settings = deployed(PUBLIC_URL="https://liandong.demo.invalid/", PORT="80", HOST="0.0.0.0")
    assert (settings.public_url, settings.port, settings.host) == ("https://liandong.demo.invalid", 80, "0.0.0.0")
    assert not settings.embedded
    assert not settings.demo
    assert settings.mail_url == MAIL["MAIL_URL"]


def test_fresh_secrets_are_never_the_same_and_are_accepted(deployed):
    assert fresh_secrets() != fresh_secrets()
    assert len(deployed().index_key) == 32


def test_the_area_code_of_this_city_has_its_zero(read):
    assert read().area_code == "0573"
    assert read(AREA_CODE="010").area_code == "010"
    with pytest.raises(Misconfigured, match="LIANDONG_AREA_CODE"):
        read(AREA_CODE="573")


def test_a_clock_of_the_whole_city_is_for_test_runs_only(read, tmp_path):
    assert read(CITY_CLOCK=str(tmp_path / "clock")).city_clock is None
    assert read(CITY_CLOCK=str(tmp_path / "clock"), TESTING="1").city_clock == tmp_path / "clock"
