from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.devices.digest import Challenge, answer, read_challenge
from tests.peers.onvif.auth import Gate

RFC_7616 = (
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={}, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)
CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_the_examples_of_rfc_7616(algorithm: str, response: str) -> None:
    challenge = read_challenge([RFC_7616.format(algorithm)])
    assert challenge is not None
    header = answer(challenge, "Mufasa", "Circle of Life", "/dir/index.html", 1, CNONCE, method="GET").decode()
    assert f'response="{response}"' in header
    assert "nc=00000001" in header


def test_the_example_of_rfc_2617_without_qop() -> None:
    challenge = read_challenge(['Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"'])
    assert challenge == Challenge("testrealm@host.com", "dcd98b7102dd2f0e8b11d0f600bfb0c093", qop=False)
    header = answer(challenge, "Mufasa", "Circle Of Life", "/dir/index.html", 1, method="GET").decode()
    assert 'response="670fd8c2df070c60b045671b8b24ff02"' in header
    assert "nc=" not in header


def test_the_stronger_of_two_challenges_is_answered() -> None:
    two = [RFC_7616.format("MD5"), RFC_7616.format("SHA-256")]
    for headers in (two, two[::-1], [", ".join(two)], ['Basic realm="x", ' + two[1]]):
        challenge = read_challenge(headers)
        assert challenge is not None
        assert challenge.algorithm == "SHA-256"


@pytest.mark.parametrize(
    "header",
    [
        'Basic realm="camera"',
        'Digest realm="x"',
        'Digest realm="x", nonce="n", algorithm=ROT13',
        'Digest realm="x", nonce="n", qop="auth-int"',
        f'Digest realm="x", nonce="{"n" * 5000}"',
        "",
    ],
)
def test_what_cannot_be_answered_is_no_challenge(header: str) -> None:
    assert read_challenge([header]) is None


@given(st.text(st.sampled_from('Digest realm=",\\ nonce qop=auth stale=true\x00é'), max_size=300))
@settings(deadline=None, max_examples=300)
def test_any_header_is_read_without_a_fault(header: str) -> None:
    read_challenge([header, f"Digest {header}"])


credentials = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@given(username=credentials, password=st.text(st.characters(exclude_categories=["Cs"]), max_size=30), sha=st.booleans())
@settings(deadline=None, max_examples=100)
def test_another_implementation_accepts_the_answer(username: str, password: str, sha: bool) -> None:
    gate = Gate(username, password, "SHA-256" if sha else "MD5")
    challenge = read_challenge([gate.challenge()])
    assert challenge is not None
    header = answer(challenge, username, password, "/onvif/ptz?x=1", 1).decode()
    assert gate.digest(header, "POST", "/onvif/ptz?x=1") == (True, False)
    assert gate.digest(header, "POST", "/onvif/ptz?x=1") == (False, True), "a nonce count is used once"
    assert gate.digest(answer(challenge, username, password + "!", "/", 2).decode(), "POST", "/") == (False, False)
