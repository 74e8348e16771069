import { assertEquals } from "@std/assert";
import { explainFailure } from "../../../../src/engine/native/library/explain_failure.ts";

const PATH = "/a/libdnnl.so.3";
const deno = (words: string) =>
  `Could not open library: Could not open library: ${words}`;

for (
  const [name, problem, sentence] of [
    [
      "GNU's OpenMP is missing",
      deno("libgomp.so.1: cannot open shared object file: No such file or directory"),
      'Expected libgomp.so.1, which this library needs, but found none: "sudo apt install libgomp1" brings it',
    ],
    [
      "another library is missing on Linux",
      deno("libtbb.so.12: cannot open shared object file: No such file or directory"),
      "Expected libtbb.so.12, which this library needs, but found none",
    ],
    [
      "another library is missing on macOS",
      deno(
        "dlopen(/a/libdnnl.so.3, 0x0005): Library not loaded: @rpath/libomp.dylib\n  Referenced from: /a",
      ),
      "Expected libomp.dylib, which this library needs, but found none",
    ],
    [
      "the library itself is missing",
      deno(`${PATH}: cannot open shared object file: No such file or directory`),
      "Expected a shared library but found no file",
    ],
    [
      "it is for another processor",
      deno(`${PATH}: wrong ELF class: ELFCLASS32`),
      "Expected a shared library for this machine but found: wrong ELF class: ELFCLASS32",
    ],
    [
      "a symbol is missing",
      "Failed to register symbol dnnl_stream_wait: Could not obtain symbol from the library",
      "Expected oneDNN 3 but found a library without dnnl_stream_wait()",
    ],
  ] as const
) {
  Deno.test(`explainFailure() says it plainly where ${name}`, () => {
    assertEquals(explainFailure(PATH, problem), sentence);
  });
}
