import { assert, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { type EngineName, messageOf, type Precision } from "#karyon";
import { type Bounds, checkCase } from "./check_case.ts";
import { computeCase } from "./compute.ts";
import { families } from "./families/mod.ts";
import { fit, fittings } from "./fitting.ts";
import { known } from "./known.ts";
import { predictWithoutLeak, trainWithoutLeak } from "./leaks.ts";
import { networks } from "./networks.ts";
import { assertNear, load, save } from "./saving.ts";
import { start } from "./start.ts";
import { traps } from "./traps/mod.ts";

const FLOAT32: Bounds = {
  values: 1e-5,
  gradients: 1e-5,
  kinks: 1e-5,
  networks: 1e-5,
  predictions: 1e-5,
};

/** What an engine is held to. */
export interface SuiteOptions {
  readonly precision?: Precision;
  /** How far it may be from `cpu`; default 1e-5 each. */
  readonly bounds?: Bounds;
  /** The largest difference of a loss from `cpu`'s; default 1e-4. */
  readonly curve?: number;
}

/**
 * Registers the tests that every engine passes: each case of each family
 * beside `cpu`, and the traps around the life of tensors. Where the engine does
 * not start, one ignored test says why.
 */
export async function runSuite(
  name: EngineName,
  options: SuiteOptions = {},
): Promise<void> {
  const { precision = "float32", bounds = FLOAT32, curve = 1e-4 } = options;
  const words = precision === "float32" ? name : `${name} (${precision})`;
  try {
    await start(name, precision);
  } catch (error) {
    Deno.test({
      name: `${words} does not start: ${messageOf(error)}`,
      ignore: true,
      fn() {},
    });
    return;
  }

  for (const [family, cases] of Object.entries(families)) {
    Deno.test(`${words} agrees with cpu: ${family}`, async () => {
      await start("cpu");
      const expected = [];
      for (const one of cases) {
        expected.push(await computeCase(one, precision === "bf16"));
      }
      await start(name, precision);
      const wrong: string[] = [];
      for (const [i, one] of cases.entries()) {
        const found = await computeCase(one, precision === "bf16");
        // A device that failed is of no more use: the next case gets another.
        if (found.failed) await start(name, precision);
        wrong.push(...checkCase(family, one, expected[i]!, found, known[name], bounds));
      }
      assert(wrong.length === 0, `${wrong.length} differ:\n${wrong.join("\n")}`);
    });
  }

  for (const [trap, body] of Object.entries(traps)) {
    Deno.test(`${words}: ${trap}`, async () => {
      await start(name, precision);
      const before = tf.memory().numTensors;
      await body();
      assertEquals(tf.memory().numTensors, before, "tensors were left behind");
    });
  }

  for (const [way, fitting] of Object.entries(fittings)) {
    Deno.test(`${words}: model.fit has cpu's loss curve: ${way}`, async () => {
      await start("cpu");
      const expected = await fit(fitting);
      await start(name, precision);
      const found = await fit(fitting);
      assertNear(found.losses, expected.losses, curve);
      assertEquals(found.leaked, expected.leaked, "tensors were left behind");
    });
  }

  for (const network of Object.keys(networks)) {
    Deno.test(`${words}: a model saved there loads on cpu, and one from there: ${network}`, async () => {
      await start("cpu");
      const onCpu = await save(network);
      await start(name, precision);
      assertNear(await load(onCpu.artifacts), onCpu.prediction, bounds.predictions);
      const here = await save(network);
      assertEquals(here.artifacts.weightData, onCpu.artifacts.weightData);
      await start("cpu");
      assertNear(await load(here.artifacts), here.prediction, bounds.predictions);
    });
  }

  Deno.test(`${words}: 200 training steps leave nothing behind`, async () => {
    await start(name, precision);
    await trainWithoutLeak();
  });

  Deno.test(`${words}: 200 predictions of many sizes leave nothing behind`, async () => {
    await start(name, precision);
    await predictWithoutLeak();
  });

  Deno.test(`${words}: what is listed as known is so`, () => {
    const labels = Object.entries(families).flatMap(([family, cases]) =>
      cases.flatMap((one) => [
        `${family}: ${one.name}`,
        `${family}: gradient of ${one.name}`,
      ])
    );
    const { kernels, cases } = known[name];
    for (const [reason, pattern] of Object.entries(cases)) {
      assert(labels.some((label) => pattern.test(label)), `No case is like: ${reason}`);
    }
    assertEquals(Object.keys(kernels).filter((kernel) => tf.getKernel(kernel, name)), []);
  });
}
