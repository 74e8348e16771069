import { assertAlmostEquals, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { architectures, artifactsOf, useEngine, writeModel } from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { CARD } from "../support/tiny_model.ts";

Deno.test("another program, which builds nothing, loads every saved network", () =>
  withFolder(async (root) => {
    await useEngine("wasm");
    const expected: number[] = [], folders: string[] = [];
    for (const { name, build, multiple } of Object.values(architectures)) {
      const network = build({ filters: 2, seed: 3 });
      const folder = `${root}/${name}`;
      await writeModel(folder, {
        artifacts: await artifactsOf(network),
        card: { ...CARD, input: { ...CARD.input, size: multiple } },
        history: [],
      });
      expected.push(tf.tidy(() => {
        const image = tf.fill([1, multiple, multiple, 3], 0.5);
        return tf.mean(network.predict(image) as tf.Tensor).dataSync()[0]!;
      }));
      folders.push(folder);
      network.dispose();
    }
    const script = new URL("load_alone.ts", import.meta.url);
    const { stdout, stderr, code } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-check", "--allow-all", script.href, ...folders],
    }).output();
    assertEquals(code, 0, new TextDecoder().decode(stderr));
    const lines = new TextDecoder().decode(stdout).trim().split("\n");
    const means = JSON.parse(lines.at(-1)!) as number[];
    assertEquals(means.length, expected.length);
    means.forEach((mean, i) => assertAlmostEquals(mean, expected[i]!, 1e-5, folders[i]));
  }));
