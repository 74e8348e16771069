import { messageOf, useEngine } from "#karyon";

const VARIABLE = "KARYON_WEBGPU_SOFTWARE";

/** Runs with the software adapter asked for, and puts back what was there. */
export async function withSoftware<T>(body: () => Promise<T>): Promise<T> {
  const before = Deno.env.get(VARIABLE);
  Deno.env.set(VARIABLE, "1");
  try {
    return await body();
  } finally {
    if (before === undefined) Deno.env.delete(VARIABLE);
    else Deno.env.set(VARIABLE, before);
  }
}

/** Starts `webgpu` on the software adapter, or says why there is none. */
async function trySoftware(): Promise<string | undefined> {
  try {
    const { name, sentence } = await withSoftware(() => useEngine("webgpu"));
    return name === "webgpu" ? undefined : sentence;
  } catch (error) {
    return messageOf(error);
  }
}

/** Why tests on the software adapter are ignored; undefined where they run. */
export const whyNot = await trySoftware();

/** A test on the software adapter; ignored, with the reason, where there is none. */
export function softwareTest(name: string, fn: () => Promise<void>): void {
  Deno.test({
    name: whyNot === undefined ? name : `${name} (not run: ${whyNot})`,
    ignore: whyNot !== undefined,
    fn,
  });
}
