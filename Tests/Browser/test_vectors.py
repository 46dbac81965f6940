"""The pairing vectors of docs/protocol.md in the browsers' own WebCrypto, by the modules of the app."""

import pytest

from support import browsers, vectors
from support.server import Server


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("vectors")).start()
    context = browsers.desktop_context(browser)
    page = context.new_page()
    page.goto(f"{server.origin}/app/")
    yield page
    context.close()
    server.stop()


def run(page, body, vector):
    return page.evaluate(f"async (vector) => {{ {body} }}", vector)


@pytest.mark.parametrize("vector", vectors.VECTORS, ids=lambda vector: vector["name"])
def test_app_computes_the_vector(page, vector):
    assert run(page, vectors.COMPUTE, vector) == vectors.expected(vector)


def test_every_changed_field_changes_the_codes(page):
    first = vectors.VECTORS[0]
    assert len(vectors.CHANGED) >= 6
    for vector in vectors.CHANGED:
        found = run(page, vectors.COMPUTE, vector)
        assert found == vectors.expected(vector), vector["name"]
        assert found["codes"] != [entry["code"] for entry in first["codes"]], vector["name"]


def test_keys_that_are_no_points_are_refused(page):
    assert run(page, vectors.TAKEN_KEYS, vectors.INVALID_KEYS) == []
