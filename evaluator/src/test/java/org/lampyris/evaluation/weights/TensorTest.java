package org.lampyris.evaluation.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TensorTest {

    @Test
    void copiesWhatItIsGivenAndGives() {
        float[] values = {1, 2, 3, 4, 5, 6};
        Tensor tensor = Tensor.of(values, 2, 3);
        values[0] = 9;
        tensor.values()[1] = 9;

        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, tensor.values());
        assertEquals(List.of(2, 3), tensor.shape());
        assertEquals(6, tensor.size());
        assertEquals(6f, tensor.value(5));
    }

    @Test
    void isEqualByBits() {
        float other = Float.intBitsToFloat(0x7fc00001);
        assertEquals(Tensor.of(new float[] {Float.NaN}, 1), Tensor.of(new float[] {Float.NaN}, 1));
        assertNotEquals(Tensor.of(new float[] {Float.NaN}, 1), Tensor.of(new float[] {other}, 1));
        assertNotEquals(Tensor.of(new float[] {0f}, 1), Tensor.of(new float[] {-0f}, 1));
        assertNotEquals(Tensor.of(new float[] {1, 2}, 2), Tensor.of(new float[] {1, 2}, 1, 2));
    }

    @Test
    void refusesShapesThatDontFit() {
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[5], 2, 3));
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[0], 0));
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[4], -2, -2));
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[0], 1 << 16, 1 << 16));
    }
}
