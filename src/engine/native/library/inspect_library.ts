import { InputError } from "../../../base/mod.ts";
import { openLibrary } from "./open_library.ts";

/** What computes in parallel inside a oneDNN; see `dnnl_config.h`. */
export type Runtime = "none" | "sequential" | "OpenMP" | "TBB" | "threadpool" | "SYCL";

const RUNTIMES: Readonly<Record<number, Runtime>> = {
  0: "none",
  1: "sequential",
  2: "OpenMP",
  4: "TBB",
  8: "threadpool",
  512: "SYCL",
};

/** The bits of `dnnl_cpu_isa_t`, in `dnnl_types.h`: each set holds those before it. */
const INSTRUCTION_SETS: Readonly<Record<number, string>> = {
  0x0: "generic",
  0x1: "sse41",
  0x3: "avx",
  0x7: "avx2",
  0xf: "avx2_vnni",
  0x1f: "avx2_vnni_2",
  0x27: "avx512_core",
  0x67: "avx512_core_vnni",
  0xe7: "avx512_core_bf16",
  0x1ef: "avx512_core_fp16",
  0xfef: "avx512_core_amx",
  0x1fef: "avx512_core_amx_fp16",
};

/** Products of bfloat16 numbers are instructions of the processor from here on. */
const BF16 = 0xe7;

/** The only major version whose functions this engine knows. */
const MAJOR = 3;

/** What a oneDNN says of itself. */
export interface LibraryFacts {
  /** Such as "3.2.0". */
  readonly version: string;
  readonly runtime: Runtime;
  /** The best instruction set that it uses here, such as "avx512_core_bf16". */
  readonly instructionSet: string;
  /** Whether the processor itself multiplies bfloat16; elsewhere it is emulated. */
  readonly bf16: boolean;
}

/** Names a value of `dnnl_cpu_isa_t`; one that is newer than this file in hex. */
export function nameInstructionSet(value: number): string {
  return INSTRUCTION_SETS[value] ?? `0x${value.toString(16)}`;
}

/** @throws {InputError} if a version has not the functions that are called here */
export function expectMajor(version: string, path: string): void {
  if (Number.parseInt(version) !== MAJOR) {
    throw new InputError(`Expected oneDNN ${MAJOR}.x but found version ${version}`, {
      path,
    });
  }
}

/**
 * Asks a library for its version and what it uses of the processor.
 *
 * @param path a file, or a bare name that the system's loader looks for
 * @throws {InputError} if it does not open or is not oneDNN 3
 */
export function inspectLibrary(path: string): LibraryFacts {
  // The version alone first: other versions may lack what comes after.
  const { version, runtime } = readVersion(path);
  expectMajor(version, path);
  const library = openLibrary(path, {
    dnnl_get_effective_cpu_isa: { parameters: [], result: "i32" },
  });
  const value = library.symbols.dnnl_get_effective_cpu_isa();
  library.close();
  return {
    version,
    runtime,
    instructionSet: nameInstructionSet(value),
    bf16: (value & BF16) === BF16,
  };
}

/** Reads the struct `dnnl_version_t`. */
function readVersion(path: string): Pick<LibraryFacts, "version" | "runtime"> {
  const library = openLibrary(path, {
    dnnl_version: { parameters: [], result: "pointer" },
  });
  try {
    const pointer = library.symbols.dnnl_version();
    if (pointer === null) {
      throw new InputError("Expected oneDNN's version but found none", { path });
    }
    const view = new Deno.UnsafePointerView(pointer);
    // Three ints, four bytes of padding, the pointer to a hash, two unsigned.
    const version = [0, 4, 8].map((offset) => view.getInt32(offset)).join(".");
    return { version, runtime: RUNTIMES[view.getUint32(24)] ?? "none" };
  } finally {
    library.close();
  }
}
