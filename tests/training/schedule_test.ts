import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { InputError, learningRateAt, type Schedule } from "#karyon";

const rates = (schedule: Schedule, base: number, steps: number) =>
  Array.from({ length: steps }, (_, step) => learningRateAt(schedule, base, step, steps));

function assertRates(found: readonly number[], expected: readonly number[]): void {
  assertEquals(found.length, expected.length);
  found.forEach((rate, i) => assertAlmostEquals(rate, expected[i]!, 1e-9));
}

Deno.test("a constant schedule stays where it is", () => {
  assertEquals(rates({ kind: "constant" }, 0.3, 3), [0.3, 0.3, 0.3]);
});

Deno.test("a cosine schedule rises in a line and falls along half a cosine", () => {
  // Two of eight steps up by thirds; then cos of 0, 36, 72, ... 180 degrees, halved.
  const schedule: Schedule = { kind: "cosine", warmup: 0.25, final: 0 };
  const falling = [0, 36, 72, 108, 144, 180].map((degrees) =>
    3 * (1 + Math.cos(degrees / 180 * Math.PI)) / 2
  );
  assertRates(rates(schedule, 3, 8), [1, 2, ...falling]);
  assertAlmostEquals(falling[2]!, 1.963525, 1e-6);
});

Deno.test("a cosine schedule ends at its final share", () => {
  assertRates(
    rates({ kind: "cosine", warmup: 0, final: 0.1 }, 2, 3),
    [2, 1.1, 0.2],
  );
});

Deno.test("one-cycle moves the rate as PyTorch's OneCycleLR does", () => {
  const start = 1 / 25;
  const schedule: Schedule = { kind: "one-cycle", warmup: 0.3, start, final: start / 4 };
  // OneCycleLR(max_lr=2e-3, total_steps=10, pct_start=0.3, div_factor=25,
  // final_div_factor=4), printed by PyTorch 2.13.
  assertRates(rates(schedule, 2e-3, 10), [
    8e-5,
    1.04e-3,
    2e-3,
    1.901959179e-3,
    1.627254904e-3,
    1.230295725e-3,
    7.897042754e-4,
    3.927450962e-4,
    1.180408208e-4,
    2e-5,
  ]);
});

Deno.test("a step past the end has the last step's rate, and one step is the peak", () => {
  for (
    const schedule of [
      { kind: "constant" },
      { kind: "cosine", warmup: 0.5, final: 0.2 },
      { kind: "one-cycle", warmup: 0.4, start: 0.1, final: 0 },
    ] as const
  ) {
    const end = learningRateAt(schedule, 1, 9, 10);
    assertEquals(learningRateAt(schedule, 1, 12, 10), end);
    assertEquals(rates(schedule, 0.7, 1), [0.7]);
  }
});

Deno.test("the rate rises to its peak, which is never over the base, and then falls", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const schedules = fc.oneof(
    fc.record({ kind: fc.constant("cosine" as const), warmup: share, final: share }),
    fc.record({
      kind: fc.constant("one-cycle" as const),
      warmup: share,
      start: share,
      final: share,
    }),
  );
  fc.assert(fc.property(schedules, fc.integer({ min: 1, max: 40 }), (schedule, steps) => {
    const all = rates(schedule, 1, steps);
    const peak = all.indexOf(Math.max(...all));
    return all.every((rate, i) =>
      rate >= 0 && rate <= 1 + 1e-12 &&
      (i === 0 || (i <= peak ? rate >= all[i - 1]! - 1e-12 : rate <= all[i - 1]! + 1e-12))
    );
  }));
});

Deno.test("learningRateAt() says which number cannot be", () => {
  const cosine = (numbers: { warmup?: number; final?: number }) => () =>
    learningRateAt({ kind: "cosine", warmup: 0, final: 0, ...numbers }, 1, 0, 2);
  assertThrows(cosine({ warmup: 5 }), InputError, "warmup of the schedule cosine");
  assertThrows(cosine({ final: -1 }), InputError, "in 0..1 but found -1");
  assertThrows(cosine({ final: NaN }), InputError, "found NaN");
  const constant = (base: number, step: number, steps: number) => () =>
    learningRateAt({ kind: "constant" }, base, step, steps);
  assertThrows(constant(0, 0, 2), InputError, "a learning rate above 0 but found 0");
  assertThrows(constant(1, -1, 2), InputError, "found step -1 of 2");
  assertThrows(constant(1, 0, 0), InputError, "found step 0 of 0");
  assertThrows(constant(1, 0, 1.5), InputError, "found step 0 of 1.5");
});
