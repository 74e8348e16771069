import { fileURLToPath } from "node:url";
import type { EngineName } from "#karyon";
import type { Precision } from "./jobs.ts";
import { startSubject, type Subject } from "./protocol.ts";

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** What can stand beside the engines. */
export type PeerName = "pytorch" | "pytorch-cuda" | "keras" | "onnx-runtime";

/** The peers' scripts and the arguments before the number of threads. */
const PEERS: Readonly<Record<PeerName, readonly [string, ...string[]]>> = {
  pytorch: ["pytorch_peer.py", "cpu"],
  "pytorch-cuda": ["pytorch_peer.py", "cuda"],
  keras: ["keras_peer.py"],
  "onnx-runtime": ["onnx_runtime_peer.py"],
};

/** Every peer. */
export const peerNames = Object.keys(PEERS) as readonly PeerName[];

/** What an engine needs, as the project's tasks give it. */
const PERMISSIONS = ["read", "env", "sys", "ffi"].map((name) => `--allow-${name}`);

/** As many threads for everybody. */
const threadsFor = (threads: number) => ({
  KARYON_THREADS: `${threads}`,
  OMP_NUM_THREADS: `${threads}`,
});

/** Starts an engine in a process of its own. */
export function startEngine(
  name: EngineName,
  precision: Precision,
  threads: number,
): Promise<Subject> {
  return startSubject(
    name,
    [Deno.execPath(), "run", ...PERMISSIONS, pathOf("subject.ts"), name, precision],
    threadsFor(threads),
  );
}

/** Starts a peer with a Python that has it. */
export function startPeer(
  name: PeerName,
  python: string,
  threads: number,
): Promise<Subject> {
  const [script, ...args] = PEERS[name];
  return startSubject(
    name,
    [python, pathOf(`peers/${script}`), ...args, `${threads}`],
    threadsFor(threads),
  );
}
