"""The configuration file: defaults, the shipped example, and one clear sentence for each mistake."""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.config import (
    AlarmConfig,
    AnalyzerConfig,
    Config,
    JournalConfig,
    MqttFeedConfig,
    PtzConfig,
    WallConfig,
    WebhookFeedConfig,
    load_config,
    read_password_file,
    state_anchor,
)  # fmt: skip
from console.config.load import RESOURCES
from console.core.errors import ConfigError
from console.core.kinds import DEFAULT_PRIORITY

EXAMPLE = RESOURCES / "console.example.toml"
FEED = '[[feeds]]\nhost = "h"\ntopic = "t"\n'


def load(tmp_path: Path, source: str) -> Config:
    file = tmp_path / "console.toml"
    file.write_text(source, encoding="utf-8")
    return load_config(file)


def test_an_empty_file_says_the_same_as_none(tmp_path: Path) -> None:
    empty, none = load(tmp_path, ""), load_config(None)
    assert empty.file == tmp_path / "console.toml"
    for each in fields(Config):
        if each.name != "file":
            assert getattr(empty, each.name) == getattr(none, each.name)


def test_the_shipped_example_loads_and_shows_the_defaults() -> None:
    example, usual = load_config(EXAMPLE), load_config(None)
    assert (example.language, example.wall, example.alarms, example.analyzer, example.guidance) == (
        usual.language, usual.wall, usual.alarms, usual.analyzer, usual.guidance,
    )  # fmt: skip
    feed = example.feeds[0]
    assert isinstance(feed, MqttFeedConfig)
    assert (feed.kinds, feed.cameras, feed.detect) == ({}, {}, {})
    assert (feed.port, feed.tls, feed.format, feed.topic) == (1883, False, "native", "gwanje/events/#")


def test_every_key_is_in_the_example_and_explained_in_both_languages() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    shapes = (
        Config, WallConfig, PtzConfig, AlarmConfig, AnalyzerConfig, JournalConfig, MqttFeedConfig, WebhookFeedConfig,
    )  # fmt: skip
    for name in {each.name for shape in shapes for each in fields(shape)} - {"file"}:
        at = next((i for i, line in enumerate(lines) if re.match(rf"(# )?(\[+[\w.]*)?\b{name}\b( =|[].])", line)), None)
        assert at is not None, f"{name} is not in the example"
        above = at
        while above and lines[above - 1].startswith(("#", "[")):
            above -= 1
        comment = "".join(lines[above:at])
        assert re.search("[가-힣]", comment), f"{name} is not explained in Korean"
        assert re.search("[A-Za-z]{3}", comment), f"{name} is not explained in English"


def test_every_kind_has_guidance_in_both_languages_that_a_room_can_change(tmp_path: Path) -> None:
    usual = load_config(None)
    for kind in (*DEFAULT_PRIORITY, "default"):
        for language in ("ko", "en"):
            assert 3 <= len(usual.guidance_for(kind, language)) <= 4
    config = load(tmp_path, '[guidance.fire]\nko = ["뛰어라"]\n[guidance.llama]\nen = ["Run"]\n')
    assert config.guidance_for("fire", "ko") == ("뛰어라",)
    assert config.guidance_for("fire", "en") == usual.guidance_for("fire", "en")
    assert config.guidance_for("llama", "en") == config.guidance_for("llama", "ko") == ("Run",)
    assert config.guidance_for("unheard_of", "ko") == usual.guidance_for("default", "ko")


def test_priorities_in_the_file_change_only_what_they_name(tmp_path: Path) -> None:
    alarms = load(tmp_path, "[alarms.priorities]\ncrowd = 1\nllama = 4\n").alarms
    assert (alarms.priority("crowd"), alarms.priority("llama"), alarms.priority("fire")) == (1, 4, 1)
    assert alarms.priority("unheard_of") == 3


def test_feeds_are_named_and_take_the_port_of_tls(tmp_path: Path) -> None:
    feeds = load(tmp_path, FEED + FEED + "tls = true\nca_file = 'ca.pem'\n").feeds
    assert [(feed.name, feed.port) for feed in feeds] == [("mqtt", 1883), ("mqtt-2", 8883)]
    assert isinstance(feeds[1], MqttFeedConfig)
    assert feeds[1].ca_file == str(tmp_path / "ca.pem")


WEBHOOK = '[[feeds]]\ntype = "webhook"\ntoken_file = "token"\n'


def test_a_webhook_listens_to_this_machine_only_unless_told_otherwise(tmp_path: Path) -> None:
    first, second = load(tmp_path, WEBHOOK + WEBHOOK + "host = '::'\nport = 9090\nrate = 5\n").feeds
    assert first == WebhookFeedConfig("webhook", str(tmp_path / "token"))
    assert (first.host, first.port, first.rate) == ("127.0.0.1", 8765, 100.0)
    assert isinstance(second, WebhookFeedConfig)
    assert (second.name, second.host, second.port, second.rate) == ("webhook-2", "::", 9090, 5.0)


def test_labels_cameras_and_sizes_belong_to_the_feed_they_stand_below(tmp_path: Path) -> None:
    tables = "[feeds.kinds]\n'a b/c' = 'fire'\ncar = ''\n[feeds.cameras]\n'10.0.0.5,0' = 'C1'\n"
    sizes = "[feeds.detect]\ndoor = [640, 360]\n"
    first, second = load(tmp_path, FEED + "format = 'frigate'\n" + tables + sizes + WEBHOOK).feeds
    assert isinstance(first, MqttFeedConfig)
    assert (first.kinds, first.cameras) == ({"a b/c": "fire", "car": ""}, {"10.0.0.5,0": "C1"})
    assert first.detect == {"door": (640, 360)}
    assert (second.kinds, second.cameras) == ({}, {})


def test_sessions_differ_by_workstation_and_feed_and_stay_the_same(tmp_path: Path) -> None:
    def names(workstation: str) -> list[str]:
        feeds = load(tmp_path, f'workstation = "{workstation}"\n' + FEED + FEED).feeds
        return [feed.client_id for feed in feeds if isinstance(feed, MqttFeedConfig)]

    assert names("관제-1") == names("관제-1")
    everyone = [*names("관제-1"), *names("관제-2"), *names("control-1")]
    assert len(set(everyone)) == 6
    assert all(re.fullmatch(r"gwanje-[A-Za-z0-9-]+", name) for name in everyone)
    (mine,) = load(tmp_path, FEED + "client_id = 'mine'").feeds
    assert isinstance(mine, MqttFeedConfig)
    assert mine.client_id == "mine"


def test_anchors_replace_the_usual_one_which_is_still_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    usual = Path(state_anchor())
    assert JournalConfig().anchors == load_config(None).journal.anchors == (str(usual),)
    assert JournalConfig().places() == (usual,)
    journal = load(tmp_path, "[journal]\nanchors = ['share', '/mnt/anchor', 'share']").journal
    assert journal.anchors == (str(tmp_path / "share"), str(Path("/mnt/anchor").absolute()))
    assert journal.places() == tuple(map(Path, journal.anchors))
    usual.mkdir(parents=True)
    assert journal.places() == (*map(Path, journal.anchors), usual)
    assert JournalConfig(()).places() == ()


MISTAKES = [
    ("langauge = 'ko'", 1, "langauge", "Did you mean language?"),
    ("\n\nzzz = 1", 3, "zzz", "unknown"),
    ("language = 'fr'", 1, "language", "auto, ko, en"),
    ("workstation = 7", 1, "workstation", "text"),
    ('workstation = "a\\nb"', 1, "workstation", "one line"),
    ("[wall]\nlayout = 5", 2, "wall.layout", "1, 4, 9, 16"),
    ("[wall]\nlayout = true", 2, "wall.layout", "whole number"),
    ("[wall]\n\nlayuot = 4", 3, "wall.layuot", "Did you mean layout?"),
    ("wall = 4", 1, "wall", "table"),
    ("[ptz]\nspeed = nan", 2, "ptz.speed", "from 0.05 to 1"),
    ("[ptz]\nspeed = '1'", 2, "ptz.speed", "number"),
    ("[ptz]\ntimeout_s = 60", 2, "ptz.timeout_s", "number"),
    ("[alarms]\nfold_window_s = -1", 2, "alarms.fold_window_s", "number"),
    ("[alarms.priorities]\nfire = 5", 2, "alarms.priorities.fire", "1 to 4"),
    ("[alarms.priorities]\n'a b' = 1", 2, "alarms.priorities.a b", "kind"),
    ("[guidance.fire]\nfr = ['x']", 2, "guidance.fire.fr", "unknown"),
    ("[journal]\nanchors = []", 2, "journal.anchors", "1 to 8"),
    ("[journal]\nanchor = ['x']", 2, "journal.anchor", "Did you mean anchors?"),
    ("[analyzer]\nenabled = 1", 2, "analyzer.enabled", "true or false"),
    ("[feeds]\nhost = 'h'", 1, "feeds", "[[feeds]]"),
    ("[[feeds]]\ntopic = 't'", 1, "feeds[1].host", "missing"),
    ("[[feeds]]\ntopic = 't'\nhost = ' '", 3, "feeds[1].host", "not allowed"),
    (FEED + "port = 70000", 4, "feeds[1].port", "65535"),
    (FEED + FEED + "name = 'mqtt'", 7, "feeds[2].name", "another feed"),
    (FEED + "format = 'xml'", 4, "feeds[1].format", "native"),
    (FEED + "type = 'ftp'", 4, "feeds[1].type", "mqtt"),
    (FEED + "rate = 5", 4, "feeds[1].rate", "unknown"),
    (FEED + "[feeds.kinds]\nx = 'a b'", 5, "feeds[1].kinds.x", "kind"),
    (FEED + "[feeds.kinds]\nx = 1", 5, "feeds[1].kinds.x", "text"),
    (FEED + "[feeds.cameras]\nx = ''", 5, "feeds[1].cameras.x", "empty"),
    (FEED + "[feeds.detect]\nx = [1280, 720]", 4, "feeds[1].detect", "frigate"),
    (FEED + "format = 'frigate'\n[feeds.detect]\nx = [1280]", 6, "feeds[1].detect.x", "[width, height]"),
    ("[[feeds]]\ntype = 'webhook'", 1, "feeds[1].token_file", "missing"),
    (WEBHOOK + "token = 'hunter2'", 4, "feeds[1].token", "token_file"),
    (WEBHOOK + "rate = 0", 4, "feeds[1].rate", "0.1"),
    (WEBHOOK + "topic = 't'", 4, "feeds[1].topic", "unknown"),
    (FEED + "password = 'hunter2'", 4, "feeds[1].password", "password_file"),
    (FEED + "password_file = 'x'", 4, "feeds[1].password_file", "username"),
    (FEED + "ca_file = 'x'", 4, "feeds[1].ca_file", "tls"),
    ("[[feeds]]\nhost = 'h'\ntopic = 'a/#/b'", 3, "feeds[1].topic", "topic"),
    ("[[feeds]]\nhost = 'h'\ntopic = 'a+/b'", 3, "feeds[1].topic", "topic"),
    ("a = 1\nb = = 2", 2, "", "not TOML"),
    ("a = 1\n[", 2, "", "not TOML"),
    ("a = " + "9" * 5000, 2, "", "not TOML"),
    ("a = " + "[" * 100000, 0, "", "nested"),
]


@pytest.mark.parametrize(("source", "line", "key", "says"), MISTAKES, ids=[m[0][:30] for m in MISTAKES])
def test_a_mistake_is_named_with_file_line_and_key(tmp_path: Path, source: str, line: int, key: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, source)
    sentence = str(caught.value)
    assert "console.toml" in sentence
    assert says in sentence
    assert key in sentence
    assert "hunter2" not in sentence
    if line and "not TOML" not in sentence:
        assert f"line {line}:" in sentence


def test_the_line_of_broken_toml_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="line 2: this is not TOML"):
        load(tmp_path, "a = 1\nb = = 2\n")


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml does not exist"):
        load_config(tmp_path / "none.toml")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b"a = 1\nb = '\xff'\n")
    with pytest.raises(ConfigError, match="line 2: the text is not UTF-8"):
        load_config(tmp_path / "latin.toml")
    (tmp_path / "big.toml").write_bytes(b"#" * (1024 * 1024 + 1))
    with pytest.raises(ConfigError, match="too big"):
        load_config(tmp_path / "big.toml")


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    file = tmp_path / "console.toml"
    file.write_bytes("\ufefflanguage = 'ko'\r\n[wall]\r\nlayout = 9\r\n".encode())
    assert load_config(file).wall.layout == 9


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from([*(m[0] for m in MISTAKES), FEED, '"""', "'", "[[", "\\"])).map("\n".join)
    )
)
def test_no_text_does_anything_but_load_or_a_config_error(
    tmp_path_factory: pytest.TempPathFactory, source: str
) -> None:
    file = tmp_path_factory.getbasetemp() / "fuzz.toml"
    file.write_text(source, encoding="utf-8", newline="")
    with contextlib.suppress(ConfigError):
        assert isinstance(load_config(file), Config)


def test_a_password_file_is_read_only_when_it_is_private(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("비밀 번호\r\nsecond line\n", encoding="utf-8")
    file.chmod(0o600)
    assert read_password_file(file) == "비밀 번호"
    if os.name == "posix":
        file.chmod(0o640)
        with pytest.raises(ConfigError, match="0600") as caught:
            read_password_file(file)
        assert "비밀" not in str(caught.value)
    for content, says in ((b"\n", "empty"), (b"\xff\xfe", "UTF-8")):
        file.write_bytes(content)
        file.chmod(0o600)
        with pytest.raises(ConfigError, match=says):
            read_password_file(file)
    with pytest.raises(ConfigError, match="cannot be read"):
        read_password_file(tmp_path / "none")
