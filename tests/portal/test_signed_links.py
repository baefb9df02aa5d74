"""Links in mails: good for their purpose and their time, and for nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import signed_links


@given(st.integers(min_value=1))
def test_a_link_tells_its_key_to_its_own_purpose(key):
    assert signed_links.read("confirm", signed_links.sign("confirm", key), days=1) == str(key)


@pytest.mark.parametrize("change", [lambda token: token.swapcase(), lambda token: "", lambda token: "x" + token])
def test_a_forged_link_opens_nothing(change):
    assert signed_links.read("confirm", change(signed_links.sign("confirm", 7)), days=1) is None


def test_a_link_for_one_purpose_does_not_serve_another():
    assert signed_links.read("delete", signed_links.sign("confirm", 7), days=1) is None


def test_a_link_grows_old():
    assert signed_links.read("confirm", signed_links.sign("confirm", 7), days=-1) is None
