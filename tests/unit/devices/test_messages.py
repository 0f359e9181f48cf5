from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.core.ptz import Position, Velocity
from console.devices import messages
from console.devices.messages import Node
from console.devices.soap import NAMESPACES, NotSoap, SoapFault, clean, envelope, parse_reply

READERS = (
    messages.read_time, messages.read_addresses, messages.read_profiles, messages.read_node, messages.read_presets,
    messages.read_position, messages.read_identity,
)  # fmt: skip


def reply(inside: str) -> Element:
    return parse_reply(envelope(f"<tptz:Answer>{inside}</tptz:Answer>"))


def test_a_move_names_its_speed_and_timeout_and_escapes_the_token() -> None:
    body = messages.continuous_move('p<&>"', Velocity(0.5, -1.0, 0.25), 1.0, Node())
    sent = parse_reply(envelope(body))
    assert sent.findtext("tptz:ProfileToken", "", NAMESPACES) == 'p<&>"'
    assert sent.findtext("tptz:Timeout", "", NAMESPACES) == "PT1S"
    pan_tilt = sent.find("tptz:Velocity/tt:PanTilt", NAMESPACES)
    assert pan_tilt is not None
    assert pan_tilt.attrib == {"x": "0.500", "y": "-1.000"}


def test_a_move_leaves_out_the_axes_the_camera_lacks() -> None:
    body = messages.continuous_move("p", Velocity(0.5), 0.75, Node(pan_tilt=True, zoom=False))
    assert "Zoom" not in body
    assert "PT0.75S" in body


def test_the_time_is_read_and_nonsense_is_not() -> None:
    page = (
        "<tt:UTCDateTime><tt:Time><tt:Hour>{}</tt:Hour><tt:Minute>5</tt:Minute><tt:Second>60</tt:Second></tt:Time>"
        "<tt:Date><tt:Year>2026</tt:Year><tt:Month>2</tt:Month><tt:Day>28</tt:Day></tt:Date></tt:UTCDateTime>"
    )
    assert messages.read_time(reply(page.format("23"))) == datetime(2026, 2, 28, 23, 5, 59, tzinfo=UTC)
    for hour in ("24", "", "x", "1e400", "9" * 5000):
        assert messages.read_time(reply(page.format(hour))) is None


@pytest.mark.parametrize(
    ("x", "y", "zoom", "position"),
    [
        ("0.5", "-0.25", "1", Position(0.5, -0.25, 1.0)),
        ("1.004", "0", "-0.001", Position(1.0, 0.0, 0.0)),
        ("180", "45", "0", None),
        ("nan", "0", "0", None),
        ("", "0", "0", None),
    ],
)
def test_only_a_position_in_the_generic_spaces_is_believed(x: str, y: str, zoom: str, position: Position) -> None:
    page = f'<tt:Position><tt:PanTilt x="{x}" y="{y}"/><tt:Zoom x="{zoom}"/></tt:Position>'
    assert messages.read_position(reply(page)) == position


def test_presets_keep_odd_tokens_and_lose_unprintable_names() -> None:
    page = (
        '<tptz:Preset token="a&lt;b&gt;"><tt:Name>  놀이터&#10;\u202e앞 </tt:Name></tptz:Preset>'
        '<tptz:Preset token="2"/><tptz:Preset><tt:Name>no token</tt:Name></tptz:Preset>'
        f'<tptz:Preset token="{"t" * 65}"/>'
    )
    presets = messages.read_presets(reply(page))
    assert [(preset.token, preset.name) for preset in presets] == [("a<b>", "놀이터 앞"), ("2", "2")]


def test_get_services_answers_for_devices_without_capabilities() -> None:
    page = "".join(
        f"<tds:Service><tds:Namespace>{NAMESPACES[p]}</tds:Namespace><tds:XAddr>http://h/{p}</tds:XAddr></tds:Service>"
        for p in ("tds", "trt", "tptz")
    )
    assert messages.read_addresses(reply(page)) == {"trt": "http://h/trt", "tptz": "http://h/tptz"}


def test_a_fault_of_soap_1_1_is_understood_too() -> None:
    page = (
        '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault>'
        "<faultcode>ter:NotAuthorized</faultcode><faultstring>no&#9; entry</faultstring></e:Fault></e:Body>"
        "</e:Envelope>"
    )
    with pytest.raises(SoapFault, match="no entry") as caught:
        parse_reply(page.encode())
    assert caught.value.unauthorised


@pytest.mark.parametrize("inside", ["<a>" * 100 + "</a>" * 100, "<a/>" * 30_000], ids=["deep", "wide"])
def test_a_monstrous_tree_is_not_built(inside: str) -> None:
    with pytest.raises(NotSoap, match="too large a tree"):
        parse_reply(envelope(inside))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(deadline=None, max_examples=200)
def test_any_bytes_are_no_soap_or_a_fault(data: bytes) -> None:
    with pytest.raises((NotSoap, SoapFault)):
        parse_reply(data)


names = st.sampled_from(
    [f"{{{uri}}}{name}" for uri in NAMESPACES.values() for name in (
        "UTCDateTime", "Time", "Date", "Hour", "Year", "Position", "PanTilt", "Zoom", "Preset", "Name", "Profiles",
        "VideoEncoderConfiguration", "Resolution", "Width", "PTZConfiguration", "Service", "XAddr", "PTZ", "Fault",
        "SupportedPTZSpaces", "MaximumNumberOfPresets", "Manufacturer", "Envelope", "Body",
    )]
)  # fmt: skip
values = st.text(max_size=12) | st.sampled_from(["1", "-1", "nan", "1e999", "2026", "9" * 400])


def _element(name: str, text: str, attributes: dict[str, str], children: list[Element]) -> Element:
    element = Element(name, attributes)
    element.text = text
    element.extend(children)
    return element


attributes = st.dictionaries(st.sampled_from(["x", "y", "token", "space"]), values, max_size=3)
trees = st.recursive(
    st.builds(_element, names, values, attributes, st.just([])),
    lambda inner: st.builds(_element, names, values, attributes, st.lists(inner, max_size=4)),
    max_leaves=12,
)


@given(trees)
@settings(deadline=None, max_examples=150)
def test_any_answer_is_read_without_a_fault(tree: Element) -> None:
    for read in READERS:
        read(tree)
    with suppress(NotSoap, SoapFault):
        parse_reply(tostring(tree))


@given(st.text(max_size=2000))
@settings(deadline=None)
def test_cleaned_words_are_short_and_printable(words: str) -> None:
    assert len(clean(words)) <= 200
    assert clean(words).isprintable()
