import { assert, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { collapse } from "../../../src/engine/native/broadcast.ts";

const sizeOf = (shape: readonly number[]) => shape.reduce((all, n) => all * n, 1);

/** For each value of the result, which value of an operand it is made of. */
function places(shape: readonly number[], result: readonly number[]): number[] {
  const padded = [...new Array<number>(result.length - shape.length).fill(1), ...shape];
  return Array.from({ length: sizeOf(result) }, (_, index) => {
    let place = 0, step = 1;
    for (let axis = result.length - 1, rest = index; axis >= 0; axis--) {
      const at = rest % result[axis]!;
      rest = Math.floor(rest / result[axis]!);
      if (padded[axis] !== 1) place += at * step;
      step *= padded[axis]!;
    }
    return place;
  });
}

/** A result's shape, and two operands that spread to it. */
const operands = fc.array(
  fc.record({ size: fc.integer({ min: 1, max: 3 }), repeated: fc.nat(3) }),
  { maxLength: 6 },
).chain((axes) => {
  const a = axes.map(({ size, repeated }) => repeated === 1 ? 1 : size);
  const b = axes.map(({ size, repeated }) => repeated === 2 ? 1 : size);
  const isOne = (shape: number[]) => shape.findIndex((size) => size !== 1);
  const shorten = (shape: number[]) =>
    fc.nat(Math.max(0, isOne(shape) < 0 ? shape.length : isOne(shape)))
      .map((count) => shape.slice(count));
  return fc.tuple(shorten(a), shorten(b));
});

Deno.test("merged dimensions pair the same values as the broadcast does", () => {
  fc.assert(fc.property(operands, ([a, b]) => {
    const result = tf.backend_util.assertAndGetBroadcastShape(a, b);
    const merged = collapse(a, b, result);
    assertEquals(sizeOf(merged.a), sizeOf(a));
    assertEquals(sizeOf(merged.b), sizeOf(b));
    assertEquals(places(merged.a, merged.result), places(a, result));
    assertEquals(places(merged.b, merged.result), places(b, result));
  }));
});

Deno.test("no two neighbours that could be one are left", () => {
  fc.assert(fc.property(operands, ([a, b]) => {
    const { result, ...merged } = collapse(
      a,
      b,
      tf.backend_util.assertAndGetBroadcastShape(a, b),
    );
    const kinds = result.map((size, i) =>
      `${merged.a[i] === size} ${merged.b[i] === size}`
    );
    assert(kinds.every((kind, i) => kind !== kinds[i - 1]), kinds.join());
    assert(result.length === 1 || !result.includes(1));
  }));
});

Deno.test("a bias spreads over all pixels at once", () => {
  assertEquals(collapse([4, 256, 256, 16], [16], [4, 256, 256, 16]), {
    a: [262144, 16],
    b: [1, 16],
    result: [262144, 16],
  });
  assertEquals(collapse([], [1, 1], [1, 1]), { a: [1], b: [1], result: [1] });
});
