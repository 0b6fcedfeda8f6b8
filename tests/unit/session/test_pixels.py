from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cosegui.core.mask import binarise
from cosegui.core.ports import ImagePrediction
from cosegui.session.pixels import PackedLayers, result_of


@given(arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 13))))
def test_packed_layers_come_back_bit_for_bit(layers: np.ndarray) -> None:
    assert np.array_equal(PackedLayers.pack(layers).unpack(), layers)


def test_a_large_mask_packs_to_almost_nothing() -> None:
    layers = np.zeros((1000, 1000), np.uint8)
    layers[200:800, 300:700] = 3

    packed = PackedLayers.pack(layers)

    assert sum(len(data) for _, data in packed.planes) < layers.size / 200


def test_a_prediction_keeps_the_mask_that_the_model_meant() -> None:
    probability = np.linspace(-0.01, 1.01, 600, dtype=np.float32).reshape(20, 30)
    prediction = ImagePrediction(0, probability, np.ones((4, 5), np.float32), 0.35, 0.7, 1.0)

    result = result_of(prediction)

    assert np.array_equal(result.layers_hw_u8, prediction.mask_hw.astype(np.uint8))
    assert result.model.probability_hw_u8.min() == 0
    assert result.model.probability_hw_u8.max() == 255
    assert result.area == prediction.mask_hw.mean()
    assert (result.threshold, result.score, result.size_hw) == (0.35, 0.7, (20, 30))
    disagreeing = binarise(result.model.probability_hw_u8, 0.35) != prediction.mask_hw
    assert np.abs(probability[disagreeing] - 0.35).max(initial=0) < 1 / 255
