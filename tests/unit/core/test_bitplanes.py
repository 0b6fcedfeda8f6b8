"""Bit planes: what goes in comes out, and damage is noticed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import array_shapes, arrays

from cosegui.core.bitplanes import pack, unpack


@given(arrays(np.uint8, array_shapes(min_dims=2, max_dims=2, min_side=0, max_side=20)))
def test_layers_of_any_size_come_back(layers):
    np.testing.assert_array_equal(unpack(pack(layers), layers.shape), layers)


def test_only_bits_in_use_have_a_plane():
    assert [bit for bit, _ in pack(np.array([[0, 2], [128, 0]], np.uint8))] == [1, 7]
    assert pack(np.zeros((5, 5), np.uint8)) == ()


def test_planes_of_another_size_are_refused():
    planes = pack(np.ones((9, 9), np.uint8))
    for size_hw in ((8, 8), (90, 90), (0, 0)):
        with pytest.raises(ValueError, match="size"):
            unpack(planes, size_hw)


@pytest.mark.parametrize("bad", [b"", b"nonsense"])
def test_damaged_planes_are_refused(bad):
    with pytest.raises(ValueError, match="plane"):
        unpack(((0, bad),), (4, 4))


def test_a_bit_that_a_byte_does_not_have_is_refused():
    ((_bit, data),) = pack(np.ones((4, 4), np.uint8))
    with pytest.raises(ValueError, match="plane"):
        unpack(((8, data),), (4, 4))
