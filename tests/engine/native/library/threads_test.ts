import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { InputError } from "#karyon";
import {
  findLibrary,
  type Library,
  openThreads,
} from "../../../../src/engine/native/library/mod.ts";
import { otherLibrary, withVariables } from "./with_variables.ts";

const here = findLibrary().library;
const unset = { KARYON_THREADS: "", OMP_NUM_THREADS: "" };

/** Made up where a library's own words are all that counts. */
const made: Library = {
  path: otherLibrary,
  origin: "system",
  version: "3.0.0",
  runtime: "TBB",
  instructionSet: "generic",
  bf16: false,
};

Deno.test({
  name: "openThreads() takes every processor, and another number when told",
  ignore: here?.runtime !== "OpenMP",
  fn: () =>
    withVariables(unset, () => {
      const threads = openThreads(here!);
      assertEquals(threads.count, navigator.hardwareConcurrency);
      threads.set(1);
      assertEquals([threads.count, threads.fixed], [1, undefined]);
      assertThrows(() => threads.set(0), InputError, "at least 1 but found 0");
      threads.set(navigator.hardwareConcurrency);
    }),
});

Deno.test({
  name: "openThreads() follows KARYON_THREADS before OMP_NUM_THREADS",
  ignore: here?.runtime !== "OpenMP",
  fn: async () => {
    await withVariables({ KARYON_THREADS: "", OMP_NUM_THREADS: "3,2" }, () => {
      assertEquals(openThreads(here!).count, 3);
    });
    await withVariables({ KARYON_THREADS: "5", OMP_NUM_THREADS: "3" }, () => {
      assertEquals(openThreads(here!).count, 5);
    });
    await withVariables(unset, () => void openThreads(here!));
  },
});

for (const value of ["many", "0", "1.5", "-2"]) {
  Deno.test(`KARYON_THREADS=${value} is refused`, () =>
    withVariables({ KARYON_THREADS: value }, () => {
      assertThrows(() => openThreads(made), InputError, "KARYON_THREADS");
    }));
}

for (
  const [library, words] of [
    [made, /TBB/],
    [{ ...made, runtime: "OpenMP" }, /OpenMP.*omp_set_num_threads/],
  ] as const
) {
  Deno.test(`openThreads() says why ${library.runtime}'s number stays as it is`, () =>
    withVariables(unset, () => {
      const { count, fixed, set } = openThreads(library);
      assertEquals(count, navigator.hardwareConcurrency);
      assertMatch(fixed ?? "", words);
      assertThrows(() => set(2), InputError, fixed);
    }));
}
