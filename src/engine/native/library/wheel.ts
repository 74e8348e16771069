/** A file inside a wheel that is kept. */
export interface WheelFile {
  /** Its place in the wheel. */
  readonly entry: string;
  /** Its name in the folder that it goes to. */
  readonly name: string;
  readonly sha256: string;
}

/** A Python package with native files, pinned to its bytes. */
export interface Wheel {
  readonly project: string;
  readonly version: string;
  /** Its one file name on PyPI. */
  readonly file: string;
  /** The platform tag in that name, which pip wants to be told. */
  readonly platform: string;
  readonly sha256: string;
  /** The library last: where it is, all is there. */
  readonly files: readonly WheelFile[];
}

const data = "onednn_cpu_gomp-2023.2.0.data/data";

/**
 * oneDNN 3.2 for Linux on x86_64, the package onednn-cpu-gomp on PyPI: the
 * last that needs nothing but GNU's OpenMP. Newer ones come with SYCL and TBB.
 */
export const onednnWheel: Wheel = {
  project: "onednn-cpu-gomp",
  version: "2023.2.0",
  file: "onednn_cpu_gomp-2023.2.0-py2.py3-none-manylinux1_x86_64.whl",
  platform: "manylinux1_x86_64",
  sha256: "2f22a54d6a890ed14bfa185d42a4be65d8b5b1df85dc1f0f3a9abe31620416fb",
  files: [
    {
      entry: `${data}/share/doc/onednn/LICENSE`,
      name: "LICENSE",
      sha256: "9dad27256276bb4fce6725c162ef619b5aa2e8abc8f341a4dab0b870aad55664",
    },
    {
      entry: `${data}/share/doc/onednn/THIRD-PARTY-PROGRAMS`,
      name: "THIRD-PARTY-PROGRAMS",
      sha256: "07c6ee4e5e0a85f562ac8bb05a6e0fa2bfea3f2b312b36ffc5e3080da600bc28",
    },
    {
      entry: `${data}/lib/libdnnl.so.3`,
      name: "libdnnl.so.3",
      sha256: "e6376208cf6bacb041c346b504207e3aa1189a13f941c92a4383a55ac27058ae",
    },
  ],
};

/** The SHA-256 of the library itself, as `checksumOf()` gives it. */
export const broughtChecksum = onednnWheel.files.at(-1)!.sha256;
