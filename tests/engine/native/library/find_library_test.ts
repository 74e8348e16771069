import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { InputError } from "#karyon";
import { listCandidates } from "../../../../src/engine/native/library/candidates.ts";
import {
  expectMajor,
  nameInstructionSet,
} from "../../../../src/engine/native/library/inspect_library.ts";
import {
  describeLibrary,
  findLibrary,
  howToGetNative,
} from "../../../../src/engine/native/library/mod.ts";
import { broughtChecksum } from "../../../../src/engine/native/library/wheel.ts";
import { withFolder } from "../../../support/temporary.ts";
import { otherLibrary, withVariables } from "./with_variables.ts";

const here = findLibrary().library;
const linux = Deno.build.os === "linux";

Deno.test({
  name: "findLibrary() finds a oneDNN 3, and tells what it can do",
  ignore: here === undefined,
  fn: async () => {
    assertMatch(here!.version, /^3\.\d+\.\d+$/);
    const { isa, threads, intact, checksum } = await describeLibrary(here!);
    assertEquals(isa, here!.instructionSet);
    assertEquals([threads > 0, intact], [true, true]);
    if (here!.origin === "project") assertEquals(checksum, broughtChecksum);
    if (here!.bf16) assertMatch(isa, /bf16|fp16|amx|0x/);
  },
});

for (
  const [name, content, words] of [
    ["a file that is not there", undefined, "found no file"],
    ["a text", "no library at all\n".repeat(20), "Expected a shared library"],
    ["a library that was cut off", cutOff(), "it was cut off"],
  ] as const
) {
  Deno.test(`KARYON_ONEDNN with ${name} is refused, and nothing else is taken`, () =>
    withFolder(async (folder) => {
      const path = `${folder}/libdnnl.so.3`;
      if (typeof content === "string") await Deno.writeTextFile(path, content);
      else if (content) await Deno.writeFile(path, content);
      await withVariables({ KARYON_ONEDNN: path }, () => {
        const { message } = assertThrows(() => findLibrary(), InputError, words);
        assertStringIncludes(message, `KARYON_ONEDNN: ${path}: `);
      });
    }));
}

/** The first bytes of a library whose header tells of many more. */
function cutOff(): Uint8Array {
  const bytes = new Uint8Array(4096);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0x28, 9000n, true);
  view.setUint16(0x3a, 64, true);
  view.setUint16(0x3c, 3, true);
  return bytes;
}

Deno.test("a library without oneDNN's functions is refused with the first it lacks", () =>
  withVariables({ KARYON_ONEDNN: otherLibrary }, () => {
    assertThrows(
      () => findLibrary(),
      InputError,
      "Expected oneDNN 3 but found a library without dnnl_version()",
    );
  }));

Deno.test("another major version is refused with its number", () => {
  expectMajor("3.13.0", "a.so");
  for (const version of ["2.6.3", "4.0.0", "30.1.0"]) {
    assertThrows(
      () => expectMajor(version, "a.so"),
      InputError,
      `a.so: Expected oneDNN 3.x but found version ${version}`,
    );
  }
});

Deno.test({
  name: "libraries are looked for in the project, then the system, then conda",
  ignore: !linux,
  fn: () =>
    withFolder(async (folder) => {
      for (const name of ["first", "conda/lib"]) {
        await Deno.mkdir(`${folder}/${name}`, { recursive: true });
      }
      for (
        const name of ["libdnnl.so", "libdnnl.so.3.6", "libdnnl.so.2", "libdnnl.txt"]
      ) {
        await Deno.writeTextFile(`${folder}/first/${name}`, "");
      }
      await Deno.writeTextFile(`${folder}/conda/lib/libdnnl.so.3`, "");
      await withVariables({
        KARYON_ONEDNN: "",
        LD_LIBRARY_PATH: `/nowhere:${folder}/first`,
        CONDA_PREFIX: `${folder}/conda`,
      }, () => {
        const candidates = [...listCandidates()];
        const places = candidates.map(({ path }) => path);
        const [first, loader, conda] = [
          `${folder}/first/libdnnl.so.3.6`,
          "libdnnl.so.3",
          `${folder}/conda/lib/libdnnl.so.3`,
        ].map((path) => places.indexOf(path));
        assert(first! >= 0 && first! < loader! && loader! < conda!, places.join());
        assertEquals(conda, places.length - 1);
        const origins = candidates.map(({ origin }) => origin);
        const order = ["project", "system", "conda"];
        assertEquals(
          origins,
          origins.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)),
        );
      });
    }),
});

Deno.test({
  name: "without --allow-ffi the reason is the permission, and no question is asked",
  permissions: { ffi: false, read: true, env: true },
  fn: () =>
    withVariables({ KARYON_ONEDNN: "" }, () => {
      const { library, reasons } = findLibrary();
      assertEquals([library, reasons.length], [undefined, 1]);
      assertStringIncludes(howToGetNative(reasons), "--allow-ffi");
    }),
});

Deno.test("howToGetNative() says what to type, and why what was there did not do", () => {
  assertMatch(howToGetNative(), /oneDNN 3 was not found: .*(deno task native|install)/);
  assertStringIncludes(
    howToGetNative(["it is old", "it is broken"]),
    "(it is old; it is b",
  );
});

Deno.test("nameInstructionSet() names what oneDNN does, and what it will do in hex", () => {
  assertEquals(
    [0x1, 0x7, 0x27, 0xe7, 0x1ef, 0xfef, 0x3fffff].map(nameInstructionSet),
    ["sse41", "avx2", "avx512_core", "avx512_core_bf16", "avx512_core_fp16"]
      .concat("avx512_core_amx", "0x3fffff"),
  );
});
