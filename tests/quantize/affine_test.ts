import { assert, assertEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { type AffineType, InputError, quantizeAffine } from "#karyon";

/** One array as TensorFlow.js's converter quantised it; numbers as their bits. */
interface Case {
  readonly name: string;
  readonly type: AffineType;
  readonly values: number[];
  readonly steps: number[];
  readonly scale: string;
  readonly min: string;
}

const cases = JSON.parse(
  Deno.readTextFileSync(new URL("affine.json", import.meta.url)),
) as Case[];

function bitsOf(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}

Deno.test("quantizeAffine() gives the converter's steps, scale and min, bit for bit", () => {
  assertEquals(cases.length, 32);
  for (const { name, type, values, steps, scale, min } of cases) {
    const numbers = new Float32Array(Uint32Array.from(values).buffer);
    const found = quantizeAffine(numbers, type);
    const label = `${name}, ${type}`;
    assertEquals([...found.values], steps, label);
    assertEquals([bitsOf(found.scale), bitsOf(found.min)], [scale, min], label);
  }
});

const weights = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
  minLength: 1,
  maxLength: 30,
}).map((list) => Float32Array.from(list));
const types = fc.constantFrom<AffineType[]>("uint8", "uint16");

Deno.test("no weight moves further than half a step, which 0 within the range may double", () => {
  fc.assert(fc.property(weights, types, (numbers, type) => {
    const { values, scale, min } = quantizeAffine(numbers, type);
    const isConstant = numbers.every((value) => value === numbers[0]);
    numbers.forEach((value, i) => {
      const moved = Math.abs(values[i]! * scale + min - value);
      // Steps are moved by up to half of one, so that the outermost number is clipped.
      const bound = isConstant ? 0 : scale * (1 + 1e-9);
      assert(moved <= bound, `${value} moved by ${moved} at a scale of ${scale}`);
      const isInside = value >= min &&
        value <= min + scale * (2 ** (8 * values.BYTES_PER_ELEMENT) - 1);
      if (isInside && !isConstant) assert(moved <= scale / 2 * (1 + 1e-9));
    });
  }));
});

Deno.test("0 stays 0 wherever it lies within the range", () => {
  fc.assert(fc.property(weights, types, (numbers, type) => {
    const { values, scale, min } = quantizeAffine(Float32Array.of(0, ...numbers), type);
    assertEquals(Math.abs(values[0]! * scale + min), 0);
  }));
});

Deno.test("quantizeAffine() names a weight that holds no finite number", () => {
  for (const value of [NaN, Infinity, -Infinity]) {
    assertThrows(
      () => quantizeAffine(Float32Array.of(1, value), "uint8", "layer/kernel"),
      InputError,
      `${value} in "layer/kernel"`,
    );
  }
});
